import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Status } from '../git/status.ts';
import type { Project } from '../store/project.ts';

/**
 * What a dashboard depends on besides the records: where HEAD and its upstream are, who the operators are,
 * which ids are reserved, what was fetched. Small files are compared whole, so that no clock has a say;
 * git replaces the larger ones, so that a new one is a new inode.
 */
export function evidence(project: Project, status: Status): string {
  const { root, local, repo } = project;
  const common = repo.commonDir;
  const upstream = status.upstream ?? '';
  return JSON.stringify([
    status.head,
    status.branch,
    upstream,
    status.behind,
    content(join(root, '.canon', 'config.yaml')),
    content(join(root, '.canon', 'operators.yaml')),
    names(join(local, 'claims')),
    upstream === '' ? '' : content(join(common, 'refs', 'remotes', upstream)),
    upstream === '' ? '' : content(join(common, 'refs', 'heads', upstream)),
    ...['packed-refs', 'FETCH_HEAD', 'shallow', join('reftable', 'tables.list')].map((name) =>
      identity(join(common, name)),
    ),
  ]);
}

function content(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function names(dir: string): string[] | null {
  try {
    return readdirSync(dir).sort();
  } catch {
    return null;
  }
}

function identity(file: string): string | null {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.ino}:${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}` : null;
}
