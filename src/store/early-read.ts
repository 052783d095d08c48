import type { Head } from '../git/head.ts';
import { listTree, type TreeFile } from '../git/tree.ts';
import type { Folders } from './folders.ts';
import { type Place, recordDirs } from './place.ts';
import { type Group, groupsOf, readShare, sizeOf } from './read-share.ts';
import { addPacked, type RowPack, rowPack } from './row-pack.ts';

/** What there is to read, from before git said what of it is committed. */
export interface EarlyRead {
  /** Rows of files that nobody has touched since before git was asked. */
  readonly pack: RowPack;
  /** Number of a path's row in the pack. */
  readonly places: ReadonlyMap<string, number>;
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
  const groups = groupsOf(project.layout, folders);
  const pack = clock === undefined ? rowPack() : await readAll(project.root, groups, clock);
  const places = new Map(pack.paths.map((path, at) => [path, at]));
  return { pack, places, tree: (await listed) ?? [] };
}

async function readAll(root: string, groups: readonly Group[], clock: number): Promise<RowPack> {
  // How far the list has been taken: whoever is free takes the next few.
  const next = new Int32Array(new SharedArrayBuffer(4));
  const share = { root, groups, clock, next };
  const helper = sizeOf(groups) < MANY ? undefined : (await import('./row-helper.ts')).startHelper(share);
  const pack = rowPack();
  await readShare(share, pack);
  const helped = await helper;
  if (helped) for (let at = 0; at < helped.count; at += 1) addPacked(pack, helped.packed(at));
  return pack;
}

/** Paths of the files in the folders that were listed. */
export function* pathsIn(folders: Folders): Generator<string> {
  for (const [dir, { names }] of folders) for (const name of names ?? []) yield `${dir}/${name}`;
}
