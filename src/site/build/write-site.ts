import { existsSync, lstatSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stampOfStats } from '../../store/file-stamp.ts';
import { readPlainBytes } from '../../store/plain-file.ts';
import type { Project } from '../../store/project.ts';
import { type Manifest, manifestStamp, readManifest, writeManifest, type WrittenFile } from './manifest.ts';
import type { BuildMemory, RememberedFolder } from './memory.ts';
import { checkNames } from './names.ts';
import { checkPlaces, claimFolder, folderStamp, LIST, removeFiles, writeList } from './out-folder.ts';
import { ownFolders } from './own-folders.ts';
import { replaceFile } from './replace-file.ts';
import type { SiteFile } from './site-file.ts';

/** What a build has done to its folder. */
export interface Written {
  /** Paths of the files that were written, in order. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** How every file stands now, by its path; of those that have to be made again the next time `-`. */
  readonly stamps: ReadonlyMap<string, string>;
  /** The same of every folder. */
  readonly folders: ReadonlyMap<string, string>;
}

/**
 * Makes a folder hold these files and no others of canon's: writes what has changed, and removes what is no more.
 * Killed at any moment it leaves files that the next build knows for its own, and does not take for right.
 * @param out absolute; it is made if it is not there
 * @param name of the folder, for what is remembered of it
 * @throws E_SITE_FOLDER where it holds anything that canon did not write, E_SITE_NAMES
 */
export async function writeSite(
  project: Project,
  { out, name }: { readonly out: string; readonly name: string },
  files: readonly SiteFile[],
  memory: BuildMemory = {},
): Promise<Written> {
  checkNames(files.map(({ path }) => path));
  const { before, listed, seen, isKnown } = beforehand(project, { out, name }, memory.folder);
  const paths = new Set(files.map(({ path }) => path));
  const removed = [...listed].filter((path) => !paths.has(path)).toSorted();
  checkPlaces(out, paths, seen, removed);
  // First the list: what a build that is killed leaves behind is known to be canon's.
  writeList(out, new Set([...listed, ...paths]));
  // What is no more goes first: its place may be taken, by a folder for instance, or by the same name in capitals.
  removeFiles(out, removed);
  checkPlaces(out, paths, seen);
  const next = new Map<string, WrittenFile>();
  const stamps = new Map<string, string>();
  const written: string[] = [];
  // Those that something was taken out of may have gone with it: they are looked at once more.
  const emptied = new Set(removed.flatMap(foldersOf));
  const folders = ownFolders(out, new Map([...seen].filter(([dir]) => !emptied.has(dir))));
  const due: { file: SiteFile; stamp: string }[] = [];
  for (const file of files) {
    const known = before.files.get(file.path);
    const stamp = isKnown && known ? known.stamp : folders.isThere(file.path) ? stampOf(out, file.path) : '-';
    stamps.set(file.path, stamp);
    const isSame =
      known?.key === file.key &&
      known.stamp === stamp &&
      (known.asked === undefined || file.holds?.(known.asked) !== false);
    if (isSame) next.set(file.path, known);
    else due.push({ file, stamp });
  }
  for (const { file } of due) file.begin?.();
  for (const { file, stamp } of due) {
    const { content, asked, stale } = await file.make();
    folders.make(file.path);
    if (put(join(out, file.path), content, stamp)) written.push(file.path);
    const now = stampOf(out, file.path);
    stamps.set(file.path, stale ? '-' : now);
    if (!stale) next.set(file.path, { key: file.key, stamp: now, ...(asked ? { asked } : {}) });
  }
  if (removed.length > 0) writeList(out, paths);
  const after = foldersAfter(out, stamps.keys(), { seen, changed: [...written, ...removed] });
  const manifest = { files: next, folders: after };
  if (isChanged(before.files, next) || isChanged(before.folders, after))
    writeManifest(project, name, manifest);
  memory.folder = { manifest, listed: paths, stamp: manifestStamp(project, name) };
  return { written, removed, stamps, folders: after };
}

/** What a folder holds before anything is written: what is remembered of it, or what is found there. */
function beforehand(
  project: Project,
  { out, name }: { readonly out: string; readonly name: string },
  known: RememberedFolder | undefined,
): { before: Manifest; listed: ReadonlySet<string>; seen: ReadonlyMap<string, string>; isKnown: boolean } {
  const isKnown =
    known !== undefined && known.stamp === manifestStamp(project, name) && existsSync(join(out, LIST));
  if (isKnown) return { before: known.manifest, listed: known.listed, seen: known.manifest.folders, isKnown };
  const before = readManifest(project, name);
  const { listed, folders } = claimFolder(out, before.folders);
  return { before, listed, seen: folders, isKnown };
}

/** Writes a file where another or none is; one that is like that already is let be. */
function put(target: string, content: string | Uint8Array, stamp: string): boolean {
  // What is not there yet nobody reads; what is there is read whole, the old or the new.
  if (stamp === '-' && isWritten(target, content)) return true;
  const there = readPlainBytes(target, MOST_COMPARED);
  if (there?.equals(typeof content === 'string' ? Buffer.from(content) : content)) return false;
  replaceFile(target, content);
  return true;
}

/** Writes a new file; false where something stands there that is no file. */
function isWritten(target: string, content: string | Uint8Array): boolean {
  try {
    writeFileSync(target, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

const MOST_COMPARED = 64 << 20;

function isChanged<T>(before: ReadonlyMap<string, T>, next: ReadonlyMap<string, T>): boolean {
  if (before.size !== next.size) return true;
  for (const [path, one] of next) if (before.get(path) !== one) return true;
  return false;
}

/** How the folders of files stand; those in which nothing has been done as they stood before. */
function foldersAfter(
  out: string,
  files: Iterable<string>,
  { seen, changed }: { readonly seen: ReadonlyMap<string, string>; readonly changed: readonly string[] },
): Map<string, string> {
  const touched = new Set(['.', ...changed.flatMap(foldersOf)]);
  const after = new Map<string, string>();
  const note = (dir: string): void => {
    for (let at = dir; !after.has(at); at = dirname(at))
      after.set(at, (touched.has(at) ? undefined : seen.get(at)) ?? folderStamp(out, at));
  };
  note('.');
  for (const path of files) note(dirname(path));
  return after;
}

/** The folder of a file, and those above it. */
function foldersOf(path: string): string[] {
  const found = [dirname(path)];
  for (let dir = dirname(path); dir !== '.'; dir = dirname(dir)) found.push(dirname(dir));
  return found;
}

/** How a file of a site stands; `-` where there is none. */
export function stampOf(out: string, path: string): string {
  const stats = lstatSync(join(out, path), { throwIfNoEntry: false });
  return stats?.isFile() ? stampOfStats(stats) : '-';
}
