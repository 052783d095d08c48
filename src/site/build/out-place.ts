import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import type { Project } from '../../store/project.ts';
import { LIST } from './out-folder.ts';

/**
 * Makes sure that a site may be built into a folder: not where it would stand among records or in git's own folder, or
 * take the whole project for its own.
 * @param out absolute
 * @throws E_SITE_FOLDER
 */
export function checkPlace(
  project: Pick<Project, 'root' | 'top' | 'repo' | 'layout' | 'config'>,
  out: string,
): void {
  const refuse = (why: string, within = ''): never => {
    throw new CanonError('E_SITE_FOLDER', { data: { out, why, within, files: [] } });
  };
  const stands = lstatSync(out, { throwIfNoEntry: false });
  if (stands?.isSymbolicLink()) refuse('link');
  if (stands && !stands.isDirectory()) refuse('file');
  const real = realPlace(out);
  const { root, top, repo, layout } = project;
  if (isIn(root, real) || isIn(top, real)) refuse('root');
  if (real.split(sep).some((part) => part.toLowerCase() === '.git')) refuse('git');
  if ([repo.gitDir, repo.commonDir].some((dir) => isIn(real, dir) || isIn(dir, real))) refuse('git');
  const records = [...Object.values(layout.dirs), '.canon'].map((dir) => realPlace(join(root, dir)));
  if (records.some((dir) => isIn(real, dir) || isIn(dir, real))) refuse('records');
  // A site does not take another one for its own: the outer one would be refused from then on.
  const usual = realPlace(resolve(root, project.config.site.out));
  const outer = above(real).find((dir) => dir === usual || isFile(join(dir, LIST)));
  if (outer !== undefined) refuse('inside', outer);
}

/** The folders that a path lies in, the nearest first. */
function above(path: string): string[] {
  const dir = dirname(path);
  return dir === path ? [] : [dir, ...above(dir)];
}

const isFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** Whether a path is a folder or something in it. */
const isIn = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** A path without links, as far as there is anything there. */
function realPlace(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return dirname(path) === path ? path : join(realPlace(dirname(path)), basename(path));
  }
}
