import { lstatSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import type { Repo } from '../../git/discover.ts';
import { fileStamp } from '../../store/file-stamp.ts';
import { readPlain } from '../../store/plain-file.ts';
import { isInside } from './names.ts';
import { ownFolders } from './own-folders.ts';
import { isTemporary, replaceFile } from './replace-file.ts';

/** What lists the files of a site, in its folder: only those are ever replaced or removed. */
export const LIST = '.canon-site.json';
const MOST_LIST = 64 << 20;
/** Files that others put into every folder, and that a host wants there. */
export const LET_BE: ReadonlySet<string> = new Set([
  '.git',
  '.gitignore',
  '.nojekyll',
  'CNAME',
  '.DS_Store',
  'Thumbs.db',
  LIST,
]);

/** The files that canon wrote into a folder, from what it has listed there; none where it has not. */
export const listedFiles = (out: string): Set<string> => filesOf(readPlain(join(out, LIST), MOST_LIST)?.text);

/**
 * The same of a folder as a commit has it.
 * @param place from the top of the repository, with a slash at its end
 */
export async function listedIn(
  { git }: Pick<Repo, 'git'>,
  commit: string,
  place: string,
): Promise<Set<string>> {
  const { code, stdout } = await git.run(['cat-file', 'blob', `${commit}:${place}${LIST}`], {
    ok: [0, 1, 128],
  });
  return filesOf(code === 0 ? stdout : undefined);
}

function filesOf(text: string | undefined): Set<string> {
  try {
    const list = JSON.parse(text ?? 'null') as { files?: unknown } | null;
    const files: unknown[] = Array.isArray(list?.files) ? list.files : [];
    // It may have come with a repository: whoever wrote it has no say over what is outside.
    return new Set(files.filter((one): one is string => typeof one === 'string' && isInside(one)));
  } catch {
    return new Set();
  }
}

/** A folder that canon may build into. */
export interface ClaimedFolder {
  /** The files that canon wrote into it before, relative to it, with forward slashes. */
  readonly listed: ReadonlySet<string>;
  /** How it and the folders in it stand, by their paths. */
  readonly folders: Map<string, string>;
}

/**
 * Makes sure that a folder is there and holds nothing that canon did not write. What a killed build was in the middle
 * of writing is cleared away.
 * @param known folders that hold nothing else as long as they stand as they did
 * @throws E_SITE_FOLDER with a few of the files that are not canon's
 */
export function claimFolder(out: string, known: ReadonlyMap<string, string>): ClaimedFolder {
  makeFolder(out);
  const listed = listedFiles(out);
  const foreign: string[] = isFolder(out, LIST) ? [LIST] : [];
  const torn: string[] = [];
  const folders = new Map<string, string>();
  for (const path of filesIn(out, known, folders)) {
    if (isTemporary(path)) torn.push(path);
    else if (!listed.has(path) && !LET_BE.has(path)) foreign.push(path);
    if (foreign.length > 3) break;
  }
  if (foreign.length > 0)
    throw new CanonError('E_SITE_FOLDER', { data: { out, why: 'foreign', files: foreign } });
  for (const path of torn) rmSync(join(out, path), { force: true });
  return { listed, folders };
}

/** Makes a folder and those above it. One by one: asked for all at once, Node tries for ever below `/proc`. */
function makeFolder(out: string): void {
  if (lstatSync(out, { throwIfNoEntry: false })) return;
  const above = dirname(out);
  if (above !== out) makeFolder(above);
  try {
    mkdirSync(out);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/**
 * @param folders those that were seen there
 * @param gone files that are about to be removed: a folder that they alone are in goes with them
 * @throws E_SITE_FOLDER where a folder stands in the place of a file that is about to be written
 */
export function checkPlaces(
  out: string,
  paths: Iterable<string>,
  folders: ReadonlyMap<string, string>,
  gone: readonly string[] = [],
): void {
  const stays = (dir: string): boolean => !gone.some((path) => path.startsWith(`${dir}/`));
  const files = [...paths]
    .filter((path) => folders.has(path) && isFolder(out, path) && stays(path))
    .slice(0, 4);
  if (files.length > 0) throw new CanonError('E_SITE_FOLDER', { data: { out, why: 'foreign', files } });
}

const isFolder = (out: string, path: string): boolean =>
  lstatSync(join(out, path), { throwIfNoEntry: false })?.isDirectory() === true;

/**
 * Paths of everything that is no folder, in those folders that do not stand as they did; links are not followed. A new
 * folder, or a link that has come to stand in the place of one, changes the folder that it is in.
 */
function* filesIn(
  out: string,
  known: ReadonlyMap<string, string>,
  folders: Map<string, string>,
): Generator<string> {
  // Nothing is looked at through a link: what is above comes first.
  const look = (dir: string): string => {
    const seen = folders.get(dir);
    if (seen !== undefined) return seen;
    const stamp = dir !== '.' && look(dirname(dir)) === '-' ? '-' : folderStamp(out, dir);
    folders.set(dir, stamp);
    return stamp;
  };
  const met = new Set<string>();
  const queue = ['.', ...known.keys()];
  for (const dir of queue) {
    if (met.has(dir)) continue;
    met.add(dir);
    // Read after it was looked at: what comes to stand there meanwhile is seen, or changes the stamp.
    const stamp = look(dir);
    if (stamp === '-' || known.get(dir) === stamp) continue;
    for (const entry of readdirSync(join(out, dir), { withFileTypes: true })) {
      const path = dir === '.' ? entry.name : `${dir}/${entry.name}`;
      if (entry.isDirectory() && path !== '.git') queue.push(path);
      else yield path;
    }
  }
}

/** How a folder stands; `-` where there is none. */
export function folderStamp(out: string, dir: string): string {
  const { stamp, stats } = fileStamp(join(out, dir));
  return stats?.isDirectory() ? stamp : '-';
}

/** Writes the list of what a site consists of; before what it lists is written, so that a killed build knows its own. */
export function writeList(out: string, files: Iterable<string>): void {
  const text = `${JSON.stringify({ by: 'canon', files: [...files].toSorted() })}\n`;
  if (readPlain(join(out, LIST), MOST_LIST)?.text !== text) replaceFile(join(out, LIST), text);
}

/** Removes files, and the folders that are empty then. */
export function removeFiles(out: string, files: Iterable<string>): void {
  const folders = ownFolders(out);
  for (const path of files) {
    if (!folders.isThere(path)) continue;
    const stands = lstatSync(join(out, path), { throwIfNoEntry: false });
    if (stands && !stands.isDirectory()) rmSync(join(out, path), { force: true });
    for (let dir = dirname(path); dir !== '.'; dir = dirname(dir)) if (!removedEmpty(join(out, dir))) break;
  }
}

/** Only an empty folder can be removed like this. */
function removedEmpty(dir: string): boolean {
  try {
    rmdirSync(dir);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}
