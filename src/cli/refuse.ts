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
  const fault = error instanceof CanonError ? error : unforeseen(error);
  try {
    if (globals.json) {
      await writeAll(host, 1, envelope(command ?? 'error', null, [fault.toDiagnostic()]));
    } else {
      const look = makeLook(mayColor(host, 2, globals.noColor));
      await writeAll(host, 2, errorText(fault, look));
    }
    if (host.env['CANON_DEBUG']) await writeAll(host, 2, `${stackOf(error)}\n`);
  } catch {
    // There is nobody left to tell; the exit code still says it.
  }
  return 2;
}

/** What no room has a code for: the system's refusals (a full disk, a missing right), and canon's own faults. */
function unforeseen(cause: unknown): CanonError {
  const system = cause instanceof Error && 'syscall' in cause && 'code' in cause;
  return new CanonError(system ? 'E_SYSTEM' : 'E_INTERNAL', {
    data: { reason: reasonOf(cause) },
    // Nobody knows here; the message says where to look.
    changed: true,
    cause,
  });
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? String(error)}${cause}`;
}
