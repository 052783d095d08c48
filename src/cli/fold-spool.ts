import { setFlagsFromString } from 'node:v8';
import type { Diagnostic } from '../fault/diagnostic.ts';
import { CanonError } from '../fault/error.ts';
import { readPayload } from '../host/payload/index.ts';
import type { Project } from '../store/project.ts';
import { fold, type FoldReport, type Odd } from '../telemetry/fold.ts';
import { safeLine } from '../text/safe.ts';

/**
 * Folds what hooks have kept into the journals, each host's payloads read as that host writes them. What goes wrong
 * is told and no more: what was folded before can still be counted, and what was not stays where it is.
 * @param options.wait false: somebody else who folds at this moment does it for this one, too
 * @param options.within so many milliseconds, for whoever is waited for: the rest is the next one's
 */
export async function foldSpool(
  project: Pick<Project, 'local' | 'repo' | 'readOnly'>,
  options: { readonly wait?: boolean; readonly within?: number } = {},
): Promise<readonly Diagnostic[]> {
  try {
    // Files have the system's time, whatever time a command was told.
    const { wait = true, within } = options;
    const now = Date.now();
    const limit = within === undefined ? {} : { until: now + within, clock: Date.now };
    const begins = (files: number): void => {
      if (files > MANY) keepYoungSmall();
    };
    return tellFold(await fold(project, { read: readPayload, now, wait, begins, ...limit }));
  } catch (error) {
    if (!(error instanceof CanonError)) throw error;
    return [{ ...error.toDiagnostic(), severity: 'warning' }];
  }
}

/** More than an agent leaves in a turn. */
const MANY = 1000;

/**
 * Thousands of payloads that are read and forgotten make V8 double the space for what is young, again and again, up
 * to some fifty megabytes that a fold does not need. And of each collection of so small a space most is waiting for the
 * threads that share it. Not for every run: chunks that are loaded after this are compiled anew.
 */
function keepYoungSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--no-parallel-scavenge');
}

const MOST = 5;

const named = (odd: readonly Odd[]): string[] =>
  odd.slice(0, MOST).map(({ file, why }) => safeLine(`${file} (${why})`));

/** What of a fold is worth telling: what was lost, and what does not belong there. */
function tellFold({ quarantined, left }: FoldReport): Diagnostic[] {
  const told: Diagnostic[] = [];
  if (quarantined.length > 0) {
    told.push({
      code: 'telemetry-quarantined',
      severity: 'warning',
      args: { count: quarantined.length, files: named(quarantined) },
    });
  }
  if (left.length > 0) {
    told.push({
      code: 'telemetry-foreign',
      severity: 'info',
      args: { count: left.length, files: named(left) },
    });
  }
  return told;
}
