import { join } from 'node:path';
import { fileStamp } from './file-stamp.ts';
import type { Folder, Folders } from './folders.ts';
import type { Look } from './look.ts';
import type { Place } from './place.ts';

/** Which paths a commit has. */
export interface Tracked {
  has(path: string): boolean;
  paths(): Iterable<string>;
}

/**
 * Records that are in the folders and not in the commit, ignored ones among them. A folder that has not
 * changed since it was listed has the same ones as then, but for those that the commit has got or lost since.
 */
export function untracked(
  project: Pick<Place, 'root' | 'prefix'>,
  found: { look: Look; folders: Folders; tracked: Tracked; gone: readonly string[] },
): string[] {
  const { look, folders, tracked, gone } = found;
  const paths: string[] = [];
  const spelled: string[] = [];
  for (const [dir, { names }] of folders) {
    for (const name of names ?? []) {
      const path = `${dir}/${name}`;
      if (!tracked.has(path)) spelled.push(path);
    }
  }
  paths.push(...otherSpellings(project, found, spelled));
  const unlisted = (path: string): boolean => {
    const folder = folderOf(folders, path);
    return folder !== undefined && folder.stamp !== '-' && folder.names === undefined;
  };
  for (const { path, listed } of look.state?.loose ?? []) {
    if (listed && unlisted(path) && !tracked.has(path)) paths.push(path);
  }
  // `git rm --cached` and a commit: the file stays where it is, and its folder does not change.
  for (const path of gone) {
    if (unlisted(path) && fileStamp(join(project.root, path)).stamp !== '-') paths.push(path);
  }
  return [...new Set(paths)];
}

const folderOf = (folders: Folders, path: string): Folder | undefined =>
  folders.get(path.slice(0, path.lastIndexOf('/')));

// Case and composition of letters: what some file systems do not tell apart.
const folded = (path: string): string => path.normalize('NFC').toLowerCase();

/**
 * Leaves out the names that are a tracked file in another spelling. Where the file system does not tell
 * `Foo.md` from `foo.md`, git calls the tracked one clean although the folder lists the other; where it
 * does, the tracked one would be listed, too, or be missing for git.
 */
function otherSpellings(
  project: Pick<Place, 'prefix'>,
  { look, folders, tracked }: { look: Look; folders: Folders; tracked: Tracked },
  candidates: readonly string[],
): string[] {
  if (candidates.length === 0) return [];
  const wanted = new Set(candidates.map(folded));
  const dirty = new Set(look.status.entries.map(({ path }) => path));
  const missing = new Set<string>();
  for (const path of tracked.paths()) {
    const name = folded(path);
    if (!wanted.has(name) || dirty.has(project.prefix + path)) continue;
    const listed = folderOf(folders, path)?.names?.includes(path.slice(path.lastIndexOf('/') + 1));
    if (listed === false) missing.add(name);
  }
  return candidates.filter((path) => !missing.has(folded(path)));
}
