import type { Repo } from './discover.ts';
import type { Env } from './env.ts';

/**
 * The environment for talking to a remote when nobody is there to answer: every way of asking is shut, as
 * far as the user has not set one up themselves.
 */
export async function unattended(repo: Repo): Promise<Env> {
  const given = repo.git.env;
  const env: Record<string, string | undefined> = {
    GCM_INTERACTIVE: 'never',
    SSH_ASKPASS_REQUIRE: 'never',
    // Hooks of the repository run in here, and expect patterns to be patterns.
    GIT_LITERAL_PATHSPECS: undefined,
  };
  if (given['GIT_ASKPASS'] === undefined) env['GIT_ASKPASS'] = '';
  if (given['GIT_SSH_COMMAND'] === undefined && given['GIT_SSH'] === undefined) {
    const { stdout } = await repo.git.run(['config', '--get', 'core.sshCommand'], { ok: [0, 1] });
    if (stdout.trim() === '') env['GIT_SSH_COMMAND'] = 'ssh -o BatchMode=yes';
  }
  return env;
}
