import { lstatSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { commonDirOf, gitDirIn } from '../../git/discover.ts';
import { workTrees } from '../../git/work-trees.ts';
import type { Project } from '../../store/project.ts';

type Place = Pick<Project, 'root' | 'prefix' | 'repo'>;

/** Where the sessions of a project run. */
export interface Whose {
  /** The project's folder in each work tree of the clone, this one first. */
  readonly roots: readonly string[];
  /** Whether a session that began in this folder is the project's. */
  readonly isOurs: (cwd: string | undefined) => boolean;
  /** A file's path from the project's root, with forward slashes; undefined for what is not the project's. */
  readonly inside: (file: string, alsoFrom?: string) => string | undefined;
}

const LONGEST = 300;
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001F\u007F-\u009F]/;

/**
 * Tells what belongs to a project, from whatever work tree of its clone. A repository of its own, or a project with a
 * `.canon` of its own, is somebody else's, also where it lies inside.
 */
export function whoseSessions({ root, prefix, repo }: Place): Whose {
  const roots = [
    ...new Set([root, ...workTrees(repo).map((top) => join(top, prefix).replace(/[\\/]$/, ''))]),
  ];
  const known = new Map<string, boolean>();

  const judge = (folder: string): boolean => {
    const path = real(resolve(folder));
    const top = roots.find((one) => within(one, path) !== undefined);
    if (top === undefined) return false;
    for (let dir = path; ; dir = dirname(dir)) {
      if (dir !== top && isFolder(join(dir, '.canon'))) return false;
      if (isThere(join(dir, '.git'))) return isOfClone(dir, repo.commonDir);
      // A work tree that is there no more has nothing that could say otherwise.
      if (dirname(dir) === dir || dir === top) return dir === top;
    }
  };

  return {
    roots,
    isOurs(cwd) {
      if (cwd === undefined || !isAbsolute(cwd)) return false;
      let ours = known.get(cwd);
      if (ours === undefined) known.set(cwd, (ours = judge(cwd)));
      return ours;
    },
    inside(file, alsoFrom) {
      if (CONTROLS.test(file) || !isAbsolute(file)) return undefined;
      const from = alsoFrom === undefined ? roots : [...roots, alsoFrom];
      for (const top of from) {
        const way = within(top, file);
        const path = way?.split(sep).join('/');
        if (path !== undefined && path !== '' && path.length <= LONGEST)
          return /^\.git(?:\/|$)/i.test(path) ? undefined : path;
      }
      return undefined;
    },
  };
}

/** The way from a folder to what lies in it; undefined where it lies elsewhere. */
function within(folder: string, path: string): string | undefined {
  const way = relative(folder, path);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? undefined : way;
}

/** As it really is; of what is there no more, the part that is. */
function real(path: string): string {
  for (let dir = path, rest = ''; ;) {
    try {
      return join(realpathSync.native(dir), rest);
    } catch {
      if (dirname(dir) === dir) return path;
      rest = join(dir.slice(dirname(dir).length), rest);
      dir = dirname(dir);
    }
  }
}

function isOfClone(dir: string, commonDir: string): boolean {
  try {
    const gitDir = gitDirIn(dir);
    return gitDir !== undefined && commonDirOf(gitDir) === commonDir;
  } catch {
    // A `.git` that leads nowhere.
    return false;
  }
}

const isFolder = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
