import { lstatSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import type { Repo } from '../../git/discover.ts';
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

/**
 * Makes sure that a folder is there and holds nothing that canon did not write. What a killed build was in the middle
 * of writing is cleared away.
 * @returns the files that canon wrote into it before, relative to it, with forward slashes
 * @throws E_SITE_FOLDER with a few of the files that are not canon's
 */
export function claimFolder(out: string): Set<string> {
  mkdirSync(out, { recursive: true });
  const listed = listedFiles(out);
  const foreign: string[] = [];
  const torn: string[] = [];
  for (const path of filesBelow(out)) {
    if (isTemporary(path)) torn.push(path);
    else if (!listed.has(path) && !LET_BE.has(path)) foreign.push(path);
    if (foreign.length > 3) break;
  }
  if (foreign.length > 0)
    throw new CanonError('E_SITE_FOLDER', { data: { out, why: 'foreign', files: foreign } });
  for (const path of torn) rmSync(join(out, path), { force: true });
  return listed;
}

/** Paths of everything below a folder that is no folder; links are not followed. */
function* filesBelow(out: string, dir = ''): Generator<string> {
  for (const entry of readdirSync(join(out, dir), { withFileTypes: true })) {
    const path = dir + entry.name;
    if (entry.isDirectory() && path !== '.git') yield* filesBelow(out, `${path}/`);
    else yield path;
  }
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
