import type { Globals } from './command.ts';
import { readLine } from './globals.ts';
import { writeAll } from './output/write.ts';
import { VERSION } from './version.ts';

/**
 * Runs canon with the real world: arguments, streams, environment, clock. The exit code is left in
 * `exitCode`, never forced: output goes on draining until the last byte is through.
 *
 * Only the command line's own words are read here. All else is loaded when it is known to be needed.
 */
export async function run(host: NodeJS.Process): Promise<void> {
  const argv = host.argv.slice(2);
  try {
    const line = readLine(argv);
    if (line.globals.version && line.command === undefined) {
      await writeAll(host, 1, `${VERSION}\n`);
      return;
    }
    // Until the command has come to its end: a promise that nothing settles must not look like success.
    host.exitCode = 2;
    const { start } = await import('./start.ts');
    host.exitCode = await start(host, line);
  } catch (error) {
    // A hook's failure would stop the agent that it was called for.
    if (argv[0] === 'hook') {
      host.exitCode = 0;
      return;
    }
    const { refuse } = await import('./refuse.ts');
    // The line itself may be what is wrong: what was asked for is read off the words.
    const globals: Pick<Globals, 'json' | 'noColor'> = {
      json: argv.includes('--json'),
      noColor: argv.includes('--no-color'),
    };
    host.exitCode = await refuse(host, error, globals, undefined);
  }
}
