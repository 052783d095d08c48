import { join } from 'node:path';
import type { Diagnostic } from '../fault/diagnostic.ts';
import { derivedFiles, derivedState } from '../store/derived.ts';
import { fileStamp } from '../store/file-stamp.ts';
import { type Folders, lookAtFolders } from '../store/folders.ts';
import type { Project } from '../store/project.ts';
import type { Moment } from '../world.ts';
import { aroundOf } from './around.ts';
import { checkFiles } from './check-files.ts';
import { claimsHere, sessionsAtWork } from './claims.ts';
import { metIn } from './met.ts';
import { placesIn } from './key-places.ts';
import type { Derived } from './rule.ts';
import { checkAll, inOrder } from './run-rules.ts';
import { timeAt } from './time.ts';

/** What a check found, and what its answer depends on beside the records. */
export interface CheckResult {
  readonly findings: readonly Diagnostic[];
  /** How many records were read. */
  readonly records: number;
  /** Places that links lead to, outside of the records, and whether something is there. */
  readonly targets: Readonly<Record<string, boolean>>;
  /** The derived files, and the reports of imports with their files, that were looked at, and a stamp of each as it was. */
  readonly derived: Readonly<Record<string, string>>;
  /** When it was found, and when time alone may change it (milliseconds since the epoch); absent: never. */
  readonly time: { readonly from: number; readonly until?: number } | undefined;
  /** Commits that are named and that this clone did not have. */
  readonly missing: readonly string[];
  /** Claimed sessions without a record here: which were asked about, and which have one on another branch. */
  readonly elsewhere: { readonly asked: readonly string[]; readonly found: readonly string[] };
}

/** What a check has read. */
export interface CheckRead {
  readonly folders: Folders;
  readonly paths: ReadonlySet<string>;
}

/**
 * Reads every record of the work tree and runs every rule that the config has not turned off.
 * @param clock the file system's time from before this, if it is known
 * @param now the time by which rules speak of days; without it, none has passed
 */
export async function check(
  project: Project,
  clock?: number,
  now?: Moment,
): Promise<{ readonly result: CheckResult; readonly read: CheckRead }> {
  const time = timeAt(now);
  const claims = await claimsHere(project);
  const atWork = sessionsAtWork(project, claims, time, now);
  atWork.catch(() => {});
  const folders = lookAtFolders(project, undefined, () => clock);
  const state = derivedState(project);
  state.catch(() => {});
  const isBeingWritten = await atWork;
  const { rows, findings, targets, paths } = await checkFiles(
    project,
    folders,
    isBeingWritten,
    metIn(project),
  );
  const { due } = await state;
  const compared: Record<string, string> = {};
  const look = (path: string): void => {
    compared[path] = fileStamp(join(project.root, path)).stamp;
  };
  const derived: Derived = async (given) => {
    const files = due ? await derivedFiles(project, given) : [];
    for (const { path } of files) look(path);
    return files;
  };
  const { around, operatorFault, asked } = await aroundOf(project, {
    rows,
    time,
    claims,
    isBeingWritten,
    folders,
    look,
    clock,
  });
  const seen = { derived, around, placeOf: placesIn(project.root) };
  const all = [...operatorFault, ...findings, ...(await checkAll(rows, seen, project.config.check.rules))];
  const until = time.until();
  return {
    result: {
      findings: inOrder(all),
      records: rows.filter((row) => !row.stub).length,
      targets,
      derived: compared,
      time: now && { from: now.ms, ...(Number.isFinite(until) ? { until } : {}) },
      ...asked(),
    },
    read: { folders, paths },
  };
}
