import { accessSync, constants, lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, delimiter, dirname, join, resolve, sep } from 'node:path';
import { platform } from 'node:process';
import type { Project } from '../../store/project.ts';
import type { World } from '../../world.ts';

type Env = World['env'];
type Place = Pick<Project, 'root' | 'top' | 'repo'>;

/** The command that a shell started in a folder would run by that name. Undefined: none. */
export function commandOn(name: string, { PATH = '' }: Env, cwd: string): string | undefined {
  const endings = platform === 'win32' ? ['', '.exe', '.cmd'] : [''];
  for (const folder of PATH.split(delimiter))
    for (const ending of endings) {
      const file = resolve(cwd, folder, name + ending);
      if (isRunnable(file) && isFile(file)) return file;
    }
  return undefined;
}

/** The canon that the launcher of a project would start, found out as it does and without starting it. */
export function canonOf({ root }: Pick<Project, 'root'>, env: Env): string | undefined {
  const named = env['CANON_BIN'];
  if (named && isFile(resolve(root, named))) return resolve(root, named);
  const onPath = commandOn('canon', env, root);
  if (onPath !== undefined) return onPath;
  for (let dir = root; ; dir = dirname(dir)) {
    const file = join(dir, 'node_modules/.bin/canon');
    if (isRunnable(file)) return file;
    if (dirname(dir) === dir) return undefined;
  }
}

/** Whether a program is this very one, whose code runs here already. */
export function isThis(file: string, self: string): boolean {
  const real = realOf(file);
  return real !== undefined && real === realOf(self);
}

/**
 * Whether a file comes with the repository, or is reached through a link that does: then whoever wrote the
 * repository chose what it does.
 */
export function isInside({ root, top, repo }: Place, file: string): boolean {
  const trees = [root, top, ...(basename(repo.commonDir) === '.git' ? [dirname(repo.commonDir)] : [])];
  const folders = trees.flatMap((tree) => [tree, realOf(tree) ?? tree]);
  const inside = (path: string): boolean => folders.some((folder) => path.startsWith(withEnd(folder)));
  let at = file;
  for (let hop = 0; hop < MOST_LINKS; hop += 1) {
    const folder = realOf(dirname(at));
    if (inside(at) || folder === undefined || inside(join(folder, basename(at)))) return true;
    if (!lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink()) return inside(realOf(at) ?? at);
    at = resolve(folder, readlinkSync(at));
  }
  return true;
}

const MOST_LINKS = 40;

const withEnd = (folder: string): string => (folder.endsWith(sep) ? folder : folder + sep);

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}
