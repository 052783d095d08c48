import type { Head } from '../git/head.ts';
import { listTree, type TreeFile } from '../git/tree.ts';
import { isSettled } from './file-stamp.ts';
import type { Folders } from './folders.ts';
import { type Place, recordDirs } from './place.ts';
import { packRow, type PackedRow } from './row-table.ts';
import { readRowFile, settleRows } from './row-file.ts';

/** What there is to read, from before git said what of it is committed. */
export interface EarlyRead {
  /** Rows of files that nobody has touched since before git was asked, packed at once: texts are not kept. */
  readonly settled: ReadonlyMap<string, PackedRow>;
  /** The files of the commit that HEAD was at. */
  readonly tree: readonly TreeFile[];
}

// Git's output has to be taken from its pipe now and then, or it waits.
const BATCH = 400;

/** Reads every record in the folders, while git lists what HEAD has. */
export async function readEarly(
  project: Place,
  { head, folders, clock }: { head: Head; folders: Folders; clock: number | undefined },
): Promise<EarlyRead> {
  const listed = head.oid === null ? undefined : listTree(project.repo, head.oid, recordDirs(project));
  listed?.catch(() => {});
  const settled = new Map<string, PackedRow>();
  if (clock === undefined) return { settled, tree: (await listed) ?? [] };
  const pool = new Map<string, string>();
  let since = 0;
  for (const path of pathsIn(folders)) {
    const kind = project.layout.kindOfPath(path);
    if (!kind) continue;
    const file = readRowFile(project.root, path, kind);
    if (file.stats?.isFile() && isSettled(file.stats, clock)) {
      const row = file.row ?? (await settleRows([file]))[0];
      if (row) settled.set(path, packRow(row, pool));
    }
    since += 1;
    if (since % BATCH === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return { settled, tree: (await listed) ?? [] };
}

/** Paths of the files in the folders that were listed. */
export function* pathsIn(folders: Folders): Generator<string> {
  for (const [dir, { names }] of folders) for (const name of names ?? []) yield `${dir}/${name}`;
}
