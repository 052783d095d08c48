import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CanonError } from '../fault/error.ts';
import type { Env } from './env.ts';
import { createGit, type Git } from './exec.ts';

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
  const from = await realpath(cwd).catch((cause: unknown) => {
    throw new CanonError('E_NO_REPOSITORY', { data: { cwd }, cause });
  });
  for (let dir = from; ; dir = dirname(dir)) {
    const gitDir = await gitDirIn(dir);
    if (gitDir) return await repoAt(dir, gitDir, env);
    // Inside a bare repository, or inside `.git` itself: no work tree to be in.
    if (await isGitDir(dir)) throw new CanonError('E_BARE_REPOSITORY', { data: { path: dir } });
    if (dirname(dir) === dir) throw new CanonError('E_NO_REPOSITORY', { data: { cwd } });
  }
}

async function gitDirIn(dir: string): Promise<string | undefined> {
  const dotGit = join(dir, '.git');
  const found = await stat(dotGit).catch(() => undefined);
  if (found?.isDirectory()) return (await isGitDir(dotGit)) ? realpath(dotGit) : undefined;
  if (!found?.isFile()) return undefined;
  const target = /^gitdir: (.+?)[\r\n]*$/.exec(await readFile(dotGit, 'utf8'))?.[1];
  if (target === undefined) return undefined;
  return realpath(resolve(dir, target)).catch((cause: unknown) => {
    throw new CanonError('E_NO_REPOSITORY', { data: { cwd: dir, gitfile: target }, cause });
  });
}

async function isGitDir(dir: string): Promise<boolean> {
  const [head, objects, refs] = await Promise.all(
    ['HEAD', 'objects', 'refs'].map((name) => stat(join(dir, name)).catch(() => undefined)),
  );
  return Boolean(head && objects?.isDirectory() && refs?.isDirectory());
}

async function repoAt(dir: string, gitDir: string, env: Env): Promise<Repo> {
  const common = await readFile(join(gitDir, 'commondir'), 'utf8').catch(() => undefined);
  const commonDir = common === undefined ? gitDir : await realpath(resolve(gitDir, common.trim()));
  const config = await readFile(join(commonDir, 'config'), 'utf8').catch(() => '');
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
  return realpath(stdout.replace(/\n$/, ''));
}
