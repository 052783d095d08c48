import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../fault/diagnostic.ts';
import { derivedFiles, derivedState } from '../store/derived.ts';
import { pathsIn } from '../store/early-read.ts';
import { fileStamp } from '../store/file-stamp.ts';
import { type Folders, lookAtFolders } from '../store/folders.ts';
import type { Project } from '../store/project.ts';
import { readRecordNow } from '../store/text-file.ts';
import type { Row } from '../work/row.ts';
import { readFileFully, scanFile, unreadable } from './read-file.ts';
import type { CheckedFile, Sight } from './rule.ts';
import { checkAll, checkFile, inOrder } from './run-rules.ts';

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

// Git's output has to be taken from its pipe now and then, or git waits.
const BATCH = 500;

/**
 * Reads every record of the work tree and runs every rule that the config has not turned off.
 * @param clock the file system's time from before this, if it is known
 */
export async function check(
  project: Project,
  clock?: number,
): Promise<{ readonly result: CheckResult; readonly read: CheckRead }> {
  const folders = lookAtFolders(project, undefined, () => clock);
  const paths = new Set(pathsIn(folders));
  const targets: Record<string, boolean> = Object.create(null) as Record<string, boolean>;
  const sight = sightOf(project, paths, targets);
  const levels = project.config.check.rules;
  const state = derivedState(project);
  state.catch(() => {});
  const findings: Diagnostic[] = [];
  const rows: Row[] = [];
  for (const path of paths) {
    const read = readChecked(project, path);
    const file = read instanceof Promise ? await read : read;
    if (!file) continue;
    rows.push(file.row);
    const found = checkFile(file, sight, levels);
    findings.push(...(found instanceof Promise ? await found : found));
    if (rows.length % BATCH === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const due = (await state).due;
  const compared: Record<string, string> = {};
  const derived: Sight['derived'] = async (all) => {
    const files = due ? await derivedFiles(project, all) : [];
    for (const { path } of files) compared[path] = fileStamp(join(project.root, path)).stamp;
    return files;
  };
  findings.push(...(await checkAll(rows, { ...sight, derived }, levels)));
  const records = rows.filter((row) => !row.stub).length;
  return {
    result: { findings: inOrder(findings), records, targets, derived: compared },
    read: { folders, paths },
  };
}

function sightOf(project: Project, paths: ReadonlySet<string>, targets: Record<string, boolean>): Sight {
  return {
    prefix: project.prefix,
    exists(path) {
      // Most links lead to records, and those were just listed.
      if (paths.has(path)) return true;
      return (targets[path] ??= existsSync(join(project.root, path)));
    },
    derived: () => Promise.resolve([]),
  };
}

/** A record; undefined when it has vanished since it was listed. */
function readChecked(project: Project, path: string): CheckedFile | undefined | Promise<CheckedFile> {
  const kind = project.layout.kindOfPath(path);
  const read = kind && readRecordNow(project.root, path);
  if (!kind || !read) return undefined;
  if ('code' in read) return unreadable(path, kind, read.code);
  return scanFile(path, kind, read.text) ?? readFileFully(path, kind, read.text);
}
