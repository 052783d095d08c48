import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { KINDS } from '../record/kinds.ts';
import { fileStamp, isSettled } from './file-stamp.ts';
import { isRecordFolder, isRecordName, type Layout } from './layout.ts';

/** A folder that may hold records, as it was found. */
export interface Folder {
  /** `-` where there is no such folder (or a link, or a file, in its place). */
  readonly stamp: string;
  /** False when it changed so recently that the stamp could miss another change. */
  readonly settled: boolean;
  /** Names of its sub-folders. */
  readonly folders: readonly string[];
  /** Names in it that a record can have. Missing when it was not listed this time: then nothing changed. */
  readonly names?: readonly string[];
}

/** Folders of records by path, relative to the project's root. Parents come before children. */
export type Folders = ReadonlyMap<string, Folder>;

interface Place {
  readonly root: string;
  readonly layout: Pick<Layout, 'dirOf'>;
}

/**
 * Looks at every folder of records. One that is as it was in `known` is not listed again: adding, removing
 * or renaming a file changes its folder's times.
 * @param clock the file system's time from before this look; without it every listing counts as unsettled
 */
export function lookAtFolders(
  place: Place,
  known: Folders | undefined,
  clock: () => number | undefined,
): Folders {
  const found = new Map<string, Folder>();
  const visit = (path: string): void => {
    const folder = lookAt(join(place.root, path), known?.get(path), clock);
    found.set(path, folder);
    for (const name of folder.folders) visit(`${path}/${name}`);
  };
  for (const kind of KINDS) {
    const dir = place.layout.dirOf(kind);
    if (isReached(place.root, dir)) visit(dir);
    else found.set(dir, ABSENT);
  }
  return found;
}

const ABSENT: Folder = { stamp: '-', settled: true, folders: [] };

function lookAt(path: string, known: Folder | undefined, clock: () => number | undefined): Folder {
  const seen = fileStamp(path);
  // A link is not followed, wherever it leads.
  if (!seen.stats?.isDirectory()) return { ...ABSENT, names: [] };
  if (known?.settled && known.stamp === seen.stamp) {
    return { stamp: known.stamp, settled: true, folders: known.folders };
  }
  // The clock is read before the listing, and the times before both: what changes later is newer.
  const now = clock();
  const found = listing(path, seen.stats);
  // A repository inside this one: its files are its own.
  if (found.all.includes('.git')) return { stamp: seen.stamp, settled: false, folders: [], names: [] };
  return {
    stamp: seen.stamp,
    settled: now !== undefined && isSettled(seen.stats, now),
    folders: found.folders.filter(isRecordFolder),
    names: found.all.filter(isRecordName),
  };
}

/** Everything in a folder but its sub-folders, and those. There may be twenty thousand: no object is made for each. */
function listing(path: string, { nlink }: Stats): { all: string[]; folders: string[] } {
  try {
    // Where a folder has two links (its name and its own dot), no sub-folder has a third: names will do. File
    // systems that do not count like that have another number.
    if (nlink === 2) return { all: readdirSync(path), folders: [] };
    const found = { all: [] as string[], folders: [] as string[] };
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const isFolder = entry.isDirectory() && entry.name !== '.git';
      (isFolder ? found.folders : found.all).push(entry.name);
    }
    return found;
  } catch {
    // Gone, or not to be read: no records from here.
    return { all: [], folders: [] };
  }
}

/** True when every folder on the way down from the root is a folder itself, and no link. */
function isReached(root: string, dir: string): boolean {
  const parent = dirname(dir);
  if (parent === '.') return true;
  return (
    isReached(root, parent) &&
    lstatSync(join(root, parent), { throwIfNoEntry: false })?.isDirectory() === true
  );
}
