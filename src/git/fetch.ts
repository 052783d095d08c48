import type { Repo } from './discover.ts';
import { unattended } from './unattended.ts';

/**
 * Fetches a remote as it is configured, without prompts, tags or maintenance.
 * @throws E_GIT_FAILED, E_GIT_TIMEOUT after `timeout` milliseconds
 */
export async function fetchRemote(repo: Repo, remote: string, timeout: number): Promise<void> {
  await repo.git.run(
    [
      '-c',
      'gc.auto=0',
      '-c',
      'maintenance.auto=false',
      'fetch',
      '--quiet',
      '--no-tags',
      '--no-recurse-submodules',
      '--end-of-options',
      remote,
    ],
    { timeout, env: await unattended(repo) },
  );
}
