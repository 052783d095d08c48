import process from 'node:process';
import { CanonError } from '../../fault/error.ts';
import type { Context, Outcome } from '../command.ts';
import { diagnosticText } from '../output/fault.ts';
import { startServing } from './serving.ts';

const PORT = 4321;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Serves the site until it is told to stop, which is how it is meant to end: 0. */
export async function serve(
  { world, globals, progress, errLook }: Context,
  flags: { readonly port?: string | undefined },
): Promise<Outcome> {
  const port = portOf(flags.port);
  progress.say('Building the site');
  // From here on: a build that takes long is stopped in the same way.
  const stopped = untilStopped();
  const serving = await startServing(world, {
    repo: globals.repo,
    port,
    warn: (error) => {
      const known = error instanceof CanonError ? error : new CanonError('E_SITE_REBUILD', { cause: error });
      world.stderr.write(diagnosticText({ ...known.toDiagnostic(), severity: 'warning' }, errLook()));
    },
    notes: (notes) => {
      for (const note of notes) world.stderr.write(diagnosticText(note, errLook()));
    },
  });
  progress.stop();
  const url = `http://127.0.0.1:${serving.port}/`;
  // A program reads one document from standard output, at the end.
  (globals.json ? world.stderr : world.stdout).write(`${url} shows ${serving.pages} pages, until Ctrl-C.\n`);
  await stopped;
  await serving.close();
  return { data: { url, pages: serving.pages }, human: () => '' };
}

function portOf(given: string | undefined): number {
  if (given === undefined) return PORT;
  const port = /^\d{1,5}$/.test(given) ? Number(given) : -1;
  if (port < 0 || port > 65_535) throw new CanonError('E_SITE_PORT_VALUE', { data: { value: given } });
  return port;
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      // A second one ends it at once.
      for (const signal of SIGNALS) process.off(signal, stop);
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, stop);
  });
}
