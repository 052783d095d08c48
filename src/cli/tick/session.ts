import { coveredSessions } from '../../handoff/covered-sessions.ts';
import { hostSession } from '../../host/session.ts';
import { claimsOf, openClaim } from '../../identity/at-work.ts';
import { claim, listClaims } from '../../identity/claims.ts';
import { nextSessionId, prefixOfDay, usedNames } from '../../identity/next-id.ts';
import type { Who } from '../../identity/whoami.ts';
import { localDate } from '../../record/local-date.ts';
import { withLock } from '../../store/lock.ts';
import type { Project } from '../../store/project.ts';
import type { RowSet } from '../../store/row-set.ts';
import type { World } from '../../world.ts';

/** The session that a command runs in. */
export interface AtWork {
  /** Its id, claimed and not handed off; undefined where nobody has claimed one yet. */
  readonly id: string | undefined;
  /** `canon handoff` does not find this claim by itself. */
  readonly needsId: boolean;
  /** Ids that this very session has, or had before it was handed off. */
  readonly own: ReadonlySet<string>;
  readonly hostSession: string | undefined;
}

/**
 * Finds the session at work: the claim of this host session, else the one of this work tree.
 * @param named ids of sessions of which it matters whether they are this one
 */
export async function sessionAtWork(
  project: Project,
  world: Pick<World, 'env'>,
  who: Who,
  rows: RowSet,
  named: readonly string[],
): Promise<AtWork> {
  const host = hostSession(world.env);
  const counted = host && project.config.telemetry !== 'off';
  const covered = counted ? await coveredSessions(project, host).catch(() => []) : [];
  const sessions = host ? [...new Set([host.id, ...covered.map(({ id }) => id)])] : [];
  const claims = await claimsOf(project, who.slug, sessions);
  const open = await openClaim(project, claims, rows.ids('session'));
  const recorded =
    host === undefined || named.length === 0
      ? []
      : rows
          .where(({ kind, id }) => kind === 'session' && named.includes(id))
          .filter(({ hostSessions }) => hostSessions?.some((one) => sessions.includes(one)));
  return {
    id: open?.id,
    needsId: open !== undefined && host === undefined && open.madeBy === undefined,
    own: new Set([
      ...(host ? claims : open ? [open] : []).map(({ id }) => id),
      ...recorded.map(({ id }) => id),
    ]),
    hostSession: host?.id,
  };
}

/**
 * Claims an id for the session at work, or takes the one that another tick of it has claimed at this moment. With
 * `dryRun` it only says which that would be.
 */
export async function claimForEvidence(
  project: Project,
  world: Pick<World, 'now' | 'env'>,
  who: Who,
  rows: RowSet,
  dryRun: boolean,
): Promise<{ readonly id: string; readonly fresh: boolean }> {
  if (!dryRun) {
    return withLock(project, 'claim-for-evidence', async () => {
      const { id, hostSession: host } = await sessionAtWork(project, world, who, rows, []);
      if (id !== undefined) return { id, fresh: false };
      const made = await claim(project, world, who, { hostSession: host, madeBy: 'tick' });
      return { id: made.id, fresh: true };
    });
  }
  const date = localDate(world.now());
  const [used, claims] = await Promise.all([
    usedNames(project, 'session', prefixOfDay(who.initials, date)),
    listClaims(project),
  ]);
  const id = nextSessionId(who.initials, date, [...used, ...claims.map((one) => one.id)]);
  return { id, fresh: false };
}
