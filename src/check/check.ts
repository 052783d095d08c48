import { join } from 'node:path';
import type { Diagnostic } from '../fault/diagnostic.ts';
import { derivedFiles, derivedState } from '../store/derived.ts';
import { fileStamp } from '../store/file-stamp.ts';
import { type Folders, lookAtFolders } from '../store/folders.ts';
import type { Project } from '../store/project.ts';
import { checkFiles } from './check-files.ts';
import type { Derived } from './rule.ts';
import { checkAll, inOrder } from './run-rules.ts';

/** What a check found, and what its answer depends on beside the records. */
export interface CheckResult {
  readonly findings: readonly Diagnostic[];
  /** How many records were read. */
  readonly records: number;
  /** Places that links lead to, outside of the records, and whether something is there. */
  readonly targets: Readonly<Record<string, boolean>>;
  /** The derived files that were compared, and a stamp of each as it was. */
  readonly derived: Readonly<Record<string, string>>;
}

/** What a check has read. */
export interface CheckRead {
  readonly folders: Folders;
  readonly paths: ReadonlySet<string>;
}

/**
 * Reads every record of the work tree and runs every rule that the config has not turned off.
 * @param clock the file system's time from before this, if it is known
 */
export async function check(
  project: Project,
  clock?: number,
): Promise<{ readonly result: CheckResult; readonly read: CheckRead }> {
  const folders = lookAtFolders(project, undefined, () => clock);
  const state = derivedState(project);
  state.catch(() => {});
  const { rows, findings, targets, paths } = await checkFiles(project, folders);
  const { due } = await state;
  const compared: Record<string, string> = {};
  const derived: Derived = async (given) => {
    const files = due ? await derivedFiles(project, given) : [];
    for (const { path } of files) compared[path] = fileStamp(join(project.root, path)).stamp;
    return files;
  };
  const all = [...findings, ...(await checkAll(rows, derived, project.config.check.rules))];
  const records = rows.filter((row) => !row.stub).length;
  return {
    result: { findings: inOrder(all), records, targets, derived: compared },
    read: { folders, paths },
  };
}
