import { listClaims } from '../identity/claims.ts';
import { recentSessions } from '../git/recent-sessions.ts';
import { momentOf } from './moment.ts';
import type { Project } from '../store/project.ts';
import type { Around, Sight } from './rule.ts';
import { DAY, type Time } from './time.ts';
import type { Moment } from '../world.ts';

/** The session ids that are claimed in this clone. A claim that does not say since when is taken for an old one. */
export async function claimsHere(project: Pick<Project, 'local'>): Promise<Around['claims']> {
  const claims = await listClaims(project);
  return new Map(
    claims.map(({ id, operator, claimedAt }) => [id, { operator, since: momentOf(claimedAt ?? '') ?? 0 }]),
  );
}

/**
 * Whether a session that is not there is still being written: for a day after its claim in this clone, or after the
 * newest commit that names it. Another clone's claims are not seen here, but what it ticked and pushed is.
 */
export async function sessionsAtWork(
  { repo }: Pick<Project, 'repo'>,
  claims: Around['claims'],
  time: Time,
  now: Moment | undefined,
): Promise<Sight['isBeingWritten']> {
  const committed = now === undefined ? new Map<string, number>() : await recentSessions(repo, now.ms - DAY);
  return (id) => {
    const since = Math.max(claims.get(id)?.since ?? 0, committed.get(id) ?? 0);
    return (claims.has(id) || committed.has(id)) && !time.passed(since + DAY);
  };
}
