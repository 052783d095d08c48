import { realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import type { Project } from '../../store/project.ts';

/**
 * Whoever names a folder of the repository means what is in it. A link there may have come with a branch of anybody, and
 * what it leads to would be committed: that has to be named by its own path.
 * @throws E_IMPORT_LED_OUT
 */
export function assertLeadsNowhere(
  { root, top }: Pick<Project, 'root' | 'top'>,
  cwd: string,
  path: string,
): void {
  const absolute = resolve(cwd, path);
  if (!isBelow(root, absolute) && !isBelow(top, absolute)) return;
  let real: string;
  try {
    real = realpathSync.native(absolute);
  } catch {
    // What is not there is the reader's to say.
    return;
  }
  if (!isBelow(top, real)) throw new CanonError('E_IMPORT_LED_OUT', { data: { path, real } });
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === path;
}
