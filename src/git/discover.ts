import { readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CanonError } from '../fault/error.ts';
import type { Env } from './env.ts';
import { createGit, type Git } from './exec.ts';
import { textOf } from './read-text.ts';

export type ObjectFormat = 'sha1' | 'sha256';

/** A repository with a work tree. */
export interface Repo {
  /** The work tree's top folder, absolute, links resolved. */
  readonly top: string;
  /** This work tree's own git folder (`.git/worktrees/x` of a linked one). */
  readonly gitDir: string;
  /** What all work trees of the clone share. */
  readonly commonDir: string;
  readonly bare: false;
  readonly objectFormat: ObjectFormat;
  /** True where HEAD and refs are plain files, so that they can be read without a process. */
  readonly filesRefs: boolean;
  /** Git in the top folder. */
  readonly git: Git;
}

/**
 * Finds the repository around `cwd` as git does, but without starting git: `.git` folder or gitfile
 * (linked work tree, submodule), nearest first.
 * @throws E_NO_REPOSITORY, E_BARE_REPOSITORY
 */
export async function discover(cwd: string, env: Env): Promise<Repo> {
  // A dozen looks at files, one after the other: waiting for a thread for each took as long as starting git.
  const from = real(cwd, { cwd });
  for (let dir = from; ; dir = dirname(dir)) {
    const gitDir = gitDirIn(dir);
    if (gitDir) return await repoAt(dir, gitDir, env);
    // Inside a bare repository, or inside `.git` itself: no work tree to be in.
    if (isGitDir(dir)) throw new CanonError('E_BARE_REPOSITORY', { data: { path: dir } });
    if (dirname(dir) === dir) throw new CanonError('E_NO_REPOSITORY', { data: { cwd } });
  }
}

/** The git folder that a folder's own `.git` is or leads to, links resolved; undefined where it has none. */
export function gitDirIn(dir: string): string | undefined {
  const dotGit = join(dir, '.git');
  const found = lookAt(dotGit);
  if (found?.isDirectory()) return isGitDir(dotGit) ? realpathSync.native(dotGit) : undefined;
  if (!found?.isFile()) return undefined;
  const target = /^gitdir: (.+?)[\r\n]*$/.exec(readFileSync(dotGit, 'utf8'))?.[1];
  return target === undefined ? undefined : real(resolve(dir, target), { cwd: dir, gitfile: target });
}

function isGitDir(dir: string): boolean {
  const isFolder = (name: string): boolean => lookAt(join(dir, name))?.isDirectory() === true;
  return lookAt(join(dir, 'HEAD')) !== undefined && isFolder('objects') && isFolder('refs');
}

function lookAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // Not to be reached: not there, as far as anybody can tell.
    return undefined;
  }
}

function real(path: string, data: Record<string, string>): string {
  try {
    return realpathSync.native(path);
  } catch (cause) {
    throw new CanonError('E_NO_REPOSITORY', { data, cause });
  }
}

/** What all work trees of a git folder's clone share. */
export function commonDirOf(gitDir: string): string {
  const common = textOf(join(gitDir, 'commondir'));
  return common === undefined ? gitDir : realpathSync.native(resolve(gitDir, common.trim()));
}

async function repoAt(dir: string, gitDir: string, env: Env): Promise<Repo> {
  const commonDir = commonDirOf(gitDir);
  const config = textOf(join(commonDir, 'config')) ?? '';
  const linked = commonDir !== gitDir;
  // `core.bare` speaks of the main work tree; linked ones of a bare repository are work trees.
  if (!linked && /^[ \t]*bare\s*=\s*true\b/im.test(config)) {
    throw new CanonError('E_BARE_REPOSITORY', { data: { path: dir } });
  }
  const moved = !linked && /^[ \t]*worktree\s*=/im.test(config);
  const top = moved ? await topByGit(dir, env) : dir;
  return {
    top,
    gitDir,
    commonDir,
    bare: false,
    objectFormat: /^[ \t]*objectformat\s*=\s*sha256\b/im.test(config) ? 'sha256' : 'sha1',
    filesRefs: !/^[ \t]*refstorage\s*=/im.test(config),
    git: createGit(top, env),
  };
}

// `core.worktree` (submodules have it, too) may be relative, conditional, included: let git say.
async function topByGit(dir: string, env: Env): Promise<string> {
  const { stdout } = await createGit(dir, env).run(['rev-parse', '--show-toplevel']);
  return realpathSync.native(stdout.replace(/\n$/, ''));
}
