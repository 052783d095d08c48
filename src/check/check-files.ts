import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../fault/diagnostic.ts';
import { bareMap } from '../record/bare-map.ts';
import type { Kind } from '../record/kinds.ts';
import type { Folders } from '../store/folders.ts';
import type { Project } from '../store/project.ts';
import { checkRecord } from './check-record.ts';
import type { CheckedRow, Sight } from './rule.ts';
import { mayBreak } from './rules/broken-invariant.ts';

/** Whether places are there that links lead to, outside of the records. */
export type Targets = Record<string, boolean>;

/** What was found in all files. */
export interface CheckedFiles {
  /** In the order in which the files are listed. */
  readonly rows: readonly CheckedRow[];
  readonly findings: readonly Diagnostic[];
  readonly targets: Targets;
  readonly paths: ReadonlySet<string>;
}

// Git's output has to be taken from its pipe now and then, or git waits.
const BATCH = 500;

/** Reads and checks every file in the folders that were listed. */
export async function checkFiles(
  { root, prefix, layout, config }: Pick<Project, 'root' | 'prefix' | 'layout' | 'config'>,
  folders: Folders,
  isBeingWritten: Sight['isBeingWritten'] = () => false,
  met: Sight['met'] = () => Promise.resolve(false),
): Promise<CheckedFiles> {
  const files = [...filesIn(layout, folders)];
  const paths = new Set(files.map(([path]) => path));
  const targets = bareMap() as Targets;
  const sight: Sight = {
    prefix,
    invariants: config.invariants,
    isBeingWritten,
    met,
    exists(path) {
      // Most links lead to records, and those were just listed.
      if (paths.has(path)) return true;
      return (targets[path] ??= existsSync(join(root, path)));
    },
  };
  const suspect = mayBreak(config.invariants);
  const rows: CheckedRow[] = [];
  const findings: Diagnostic[] = [];
  for (const [path, kind] of files) {
    const checked = checkRecord(root, path, kind, { sight, levels: config.check.rules, suspect });
    if (!checked) continue;
    const { row, findings: found } = checked instanceof Promise ? await checked : checked;
    rows.push(row);
    if (found.length > 0) findings.push(...found);
    if (rows.length % BATCH === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return { rows, findings, targets, paths };
}

/** The files with what kind of record they are: their folder says it of all in it. */
function* filesIn(
  layout: Project['layout'],
  folders: Folders,
): Generator<readonly [path: string, kind: Kind]> {
  for (const [dir, { names = [] }] of folders) {
    const kind = layout.kindOfPath(`${dir}/any.md`);
    if (kind) for (const name of names) yield [`${dir}/${name}`, kind];
  }
}
