import { CanonError } from '../fault/error.ts';
import { safeLine } from '../text/safe.ts';
import type { Globals } from './command.ts';
import { errorText } from './output/fault.ts';
import { envelope } from './output/json.ts';
import { makeLook } from './output/look.ts';
import { writeAll } from './output/write.ts';
import { mayColor } from './world.ts';

const reasonOf = (error: unknown): string => {
  const message = error instanceof Error ? error.message || error.name : String(error);
  return safeLine(message).slice(0, 300);
};

/** Tells of an error that stopped the command, in the form asked for. Returns the exit code. */
export async function refuse(
  host: NodeJS.Process,
  error: unknown,
  globals: Pick<Globals, 'json' | 'noColor'>,
  command: string | undefined,
): Promise<2> {
  const fault =
    error instanceof CanonError
      ? error
      : new CanonError('E_INTERNAL', { data: { reason: reasonOf(error) }, changed: true, cause: error });
  try {
    if (globals.json) {
      await writeAll(1, () => host.stdout, envelope(command ?? 'error', null, [fault.toDiagnostic()]));
    } else {
      const look = makeLook(mayColor(2, host.env, globals.noColor));
      await writeAll(2, () => host.stderr, errorText(fault, look));
    }
    if (host.env['CANON_DEBUG']) await writeAll(2, () => host.stderr, `${stackOf(error)}\n`);
  } catch {
    // There is nobody left to tell; the exit code still says it.
  }
  return 2;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? String(error)}${cause}`;
}
