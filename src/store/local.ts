import { lstatSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CanonError } from '../fault/error.ts';
import type { Repo } from '../git/discover.ts';

/** The folder of canon's local state: never committed, shared by all work trees of a clone. */
export const localDir = (repo: Pick<Repo, 'commonDir'>): string => join(repo.commonDir, 'canon');

/**
 * A name for this work tree among those of its clone. Git itself keeps `.git/worktrees/<name>` unique;
 * a name may be used again after a `worktree remove`, so what is kept under it also says which folder it meant.
 */
export function worktreeKeyOf(repo: Pick<Repo, 'gitDir' | 'commonDir'>): string {
  return repo.gitDir === repo.commonDir ? 'main' : `wt-${basename(repo.gitDir)}`;
}

/**
 * A file of local state that is going to be written; its folder is made, readable by its owner alone. Of a
 * project that is only looked at (`--dry-run`) there is none: caches take that for a disk that is full. Nor is there
 * one where a link stands in place of the folder.
 * @throws E_READ_ONLY, E_LOCAL_LINK
 */
export function localFile(
  project: { readonly local: string; readonly readOnly?: boolean },
  ...parts: readonly string[]
): string {
  if (project.readOnly) throw new CanonError('E_READ_ONLY', { data: { file: parts.join('/') } });
  const file = join(project.local, ...parts);
  const folder = join(file, '..');
  const stands = lstatSync(folder, { throwIfNoEntry: false });
  if (stands?.isSymbolicLink()) throw new CanonError('E_LOCAL_LINK', { data: { file: basename(folder) } });
  if (!stands?.isDirectory()) makeLocalFolder(project, folder);
  return file;
}

/**
 * Makes a folder of local state, readable by its owner alone. What is above canon's own is never made: a repository that
 * was renamed while canon runs does not come to be under its old name again.
 */
export function makeLocalFolder({ local }: { readonly local: string }, folder: string): void {
  try {
    mkdirSync(local, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}
