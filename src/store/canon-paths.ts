import { isAssetPath } from './assets.ts';
import type { Project } from './project.ts';

/** True for a path from the top that only canon writes: records, their indexes, files that came along with them, a committed site, `.canon`. */
export function canonPaths({
  prefix,
  layout,
}: Pick<Project, 'prefix' | 'layout'>): (path: string) => boolean {
  const dirs = [...Object.values(layout.dirs), '.canon', layout.rendered ?? '.canon'].map(
    (dir) => `${prefix}${dir}/`,
  );
  return (path) =>
    dirs.some((dir) => path.startsWith(dir)) ||
    (path.startsWith(prefix) && isAssetPath(path.slice(prefix.length)));
}
