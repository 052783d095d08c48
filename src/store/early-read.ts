import type { Head } from '../git/head.ts';
import { listTree, type TreeFile } from '../git/tree.ts';
import type { Folders } from './folders.ts';
import { type Place, recordDirs } from './place.ts';
import { bulkRead } from './bulk-read.ts';
import { type RowPack, rowPack } from './row-pack.ts';

/** What there is to read, from before git said what of it is committed. */
export interface EarlyRead {
  /** Rows of files that nobody has touched since before git was asked. */
  readonly pack: RowPack;
  /** Number of a path's row in the pack. */
  readonly places: ReadonlyMap<string, number>;
  /** The files of the commit that HEAD was at. */
  readonly tree: readonly TreeFile[];
}

/** Reads every record in the folders, while git lists what HEAD has. */
export async function readEarly(
  project: Place,
  { head, folders, clock }: { head: Head; folders: Folders; clock: number | undefined },
): Promise<EarlyRead> {
  const listed = head.oid === null ? undefined : listTree(project.repo, head.oid, recordDirs(project));
  listed?.catch(() => {});
  const { root, layout } = project;
  const pack = clock === undefined ? rowPack() : await bulkRead(root, layout, folders, clock);
  const places = new Map(pack.paths.map((path, at) => [path, at]));
  return { pack, places, tree: (await listed) ?? [] };
}

/** Paths of the files in the folders that were listed. */
export function* pathsIn(folders: Folders): Generator<string> {
  for (const [dir, { names }] of folders) for (const name of names ?? []) yield `${dir}/${name}`;
}
