import type { Repo } from './discover.ts';

/** The paths that the index has in these folders, from the top of the work tree. */
export async function trackedPaths(repo: Repo, folders: readonly string[]): Promise<ReadonlySet<string>> {
  const { stdout } = await repo.git.run(['ls-files', '-z', '--', ...folders]);
  return new Set(stdout.split('\0').filter(Boolean));
}
