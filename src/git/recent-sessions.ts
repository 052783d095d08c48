import type { Repo } from './discover.ts';

const FORMAT = '--format=%ct%x00%(trailers:key=Canon-Session,valueonly,separator=%x2C)';

/**
 * The sessions that commits of this branch name in their `Canon-Session` trailers, with the time of the newest such
 * commit (milliseconds since the epoch), of those that were committed after a moment. None on an unborn branch.
 */
export async function recentSessions(repo: Repo, since: number): Promise<Map<string, number>> {
  const at = new Date(since).toISOString();
  const args = ['log', '-z', '--no-color', '--no-show-signature', '--no-notes', `--since=${at}`, FORMAT];
  const { stdout } = await repo.git.run(args, { ok: [0, 128] });
  const found = new Map<string, number>();
  const fields = stdout.split('\0');
  // Time and trailers in turn.
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const ms = Number(fields[at]) * 1000;
    for (const id of fields[at + 1]?.split(',') ?? [])
      if (id !== '' && ms > (found.get(id) ?? 0)) found.set(id, ms);
  }
  return found;
}
