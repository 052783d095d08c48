import { existsSync, lstatSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import { readPlain } from '../../store/plain-file.ts';
import { writeNow } from '../../store/write-now.ts';

/** What lists the files of a site, in its folder: only those are ever replaced or removed. */
export const LIST = '.canon-site.json';
const MOST_LIST = 64 << 20;
/** Files that others put into every folder, and that a host wants there. */
const LET_BE = new Set(['.git', '.gitignore', '.nojekyll', 'CNAME', '.DS_Store', 'Thumbs.db', LIST]);

/** The files that canon wrote into a folder, from what it has listed there; none where it has not. */
export function listedFiles(out: string): Set<string> {
  try {
    const list = JSON.parse(readPlain(join(out, LIST), MOST_LIST)?.text ?? 'null') as {
      files?: unknown;
    } | null;
    return new Set(Array.isArray(list?.files) ? list.files.filter((one) => typeof one === 'string') : []);
  } catch {
    return new Set();
  }
}

/**
 * Makes sure that a folder is there and holds nothing that canon did not write.
 * @returns the files that canon wrote into it before, relative to it, with forward slashes
 * @throws E_SITE_FOLDER with a few of the files that are not canon's
 */
export function claimFolder(out: string): Set<string> {
  const stands = lstatSync(out, { throwIfNoEntry: false });
  if (stands && !stands.isDirectory())
    throw new CanonError('E_SITE_FOLDER', { data: { out, files: [], link: true } });
  mkdirSync(out, { recursive: true });
  const listed = listedFiles(out);
  const foreign: string[] = [];
  for (const path of filesBelow(out)) {
    if (!listed.has(path) && !LET_BE.has(path)) foreign.push(path);
    if (foreign.length > 3) break;
  }
  if (foreign.length > 0)
    throw new CanonError('E_SITE_FOLDER', { data: { out, files: foreign, link: false } });
  return listed;
}

/** Paths of everything below a folder that is no folder; links are not followed. */
function* filesBelow(out: string, dir = out): Generator<string> {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory() && !(dir === out && entry.name === '.git')) yield* filesBelow(out, path);
    else yield relative(out, path).split(sep).join('/');
  }
}

/** Writes the list of what a site consists of; before what it lists is written, so that a killed build knows its own. */
export function writeList(out: string, files: Iterable<string>): void {
  const text = `${JSON.stringify({ by: 'canon', files: [...files].toSorted() }, null, 0)}\n`;
  if (readPlain(join(out, LIST), MOST_LIST)?.text !== text) writeNow(join(out, LIST), text);
}

/** Removes files, and the folders that are empty then. */
export function removeFiles(out: string, files: Iterable<string>): void {
  for (const path of files) {
    rmSync(join(out, path), { force: true });
    for (let dir = dirname(join(out, path)); dir !== out && dir.startsWith(out + sep); dir = dirname(dir)) {
      if (!existsSync(dir) || readdirSync(dir).length > 0) break;
      rmdirSync(dir);
    }
  }
}
