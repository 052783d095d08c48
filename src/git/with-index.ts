import type { Repo } from './discover.ts';

/** The repository with another index: the one that git has made for a commit of some paths, and tells its hooks. */
export function withIndex(repo: Repo, file: string): Repo {
  const { git } = repo;
  const env = { GIT_INDEX_FILE: file };
  return {
    ...repo,
    git: {
      ...git,
      run: (args, options) => git.run(args, { ...options, env: { ...env, ...options?.env } }),
      bytes: (args, options) => git.bytes(args, { ...options, env: { ...env, ...options?.env } }),
      start: (args, options) => git.start(args, { ...options, env: { ...env, ...options?.env } }),
    },
  };
}
