import type { Head } from '../git/head.ts';
import { listTree, type TreeFile } from '../git/tree.ts';
import type { Folders } from './folders.ts';
import { type Place, recordDirs } from './place.ts';
import { type Group, groupsOf, readShare, sizeOf } from './read-share.ts';
import { rowPack } from './row-pack.ts';
import type { PackedRow } from './row-table.ts';

/** What there is to read, from before git said what of it is committed. */
export interface EarlyRead {
  /** The row of a file that nobody has touched since before git was asked. */
  packed(path: string): PackedRow | undefined;
  /** The files of the commit that HEAD was at. */
  readonly tree: readonly TreeFile[];
}

/** From this many files on, a second thread is worth its start. */
const MANY = 4000;

/** Reads every record in the folders, while git lists what HEAD has. */
export async function readEarly(
  project: Place,
  { head, folders, clock }: { head: Head; folders: Folders; clock: number | undefined },
): Promise<EarlyRead> {
  const listed = head.oid === null ? undefined : listTree(project.repo, head.oid, recordDirs(project));
  listed?.catch(() => {});
  const found =
    clock === undefined ? [] : await readAll(project.root, groupsOf(project.layout, folders), clock);
  const places = new Map<string, () => PackedRow>();
  for (const { paths, packed } of found) {
    for (const [at, path] of paths.entries()) places.set(path, () => packed(at));
  }
  return { packed: (path) => places.get(path)?.(), tree: (await listed) ?? [] };
}

interface Read {
  readonly paths: readonly string[];
  packed(at: number): PackedRow;
}

async function readAll(root: string, groups: readonly Group[], clock: number): Promise<Read[]> {
  // How far the list has been taken: whoever is free takes the next few.
  const next = new Int32Array(new SharedArrayBuffer(4));
  const share = { root, groups, clock, next };
  const helper = sizeOf(groups) < MANY ? undefined : (await import('./row-helper.ts')).startHelper(share);
  const own = rowPack();
  await readShare(share, own);
  const helped = await helper;
  return helped ? [own, { paths: helped.paths(), packed: helped.packed }] : [own];
}

/** Paths of the files in the folders that were listed. */
export function* pathsIn(folders: Folders): Generator<string> {
  for (const [dir, { names }] of folders) for (const name of names ?? []) yield `${dir}/${name}`;
}
