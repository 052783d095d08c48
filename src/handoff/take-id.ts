import { CanonError } from '../fault/error.ts';
import type { Objects } from '../git/objects.ts';
import { claimsOf } from '../identity/at-work.ts';
import { claim, type Claim, listClaims, readClaim, releaseClaim } from '../identity/claims.ts';
import { nextSessionId, prefixOfDay, usedNames } from '../identity/next-id.ts';
import type { Who } from '../identity/whoami.ts';
import { type SessionId } from '../record/ids.ts';
import { localDate } from '../record/local-date.ts';
import type { Project } from '../store/project.ts';
import type { World } from '../world.ts';
import type { HandoffRequest, HostSession } from './request.ts';

/** The id of a new session. */
export interface TakenId {
  readonly id: SessionId;
  /** When the session began; undefined when the id was claimed only now. */
  readonly claimedAt?: number;
  /** Claimed by this very run: given back should it come to nothing. */
  readonly fresh: boolean;
}

/** What an id is claimed by. */
export interface Claiming {
  readonly host: HostSession | undefined;
  readonly earlier: Claim | undefined;
  /** When a hook saw the work begin, in milliseconds. */
  readonly began: number | undefined;
  readonly objects: Objects;
}

/** The claim that was made before this run: of the id that was asked for, or for this agent session at its start. */
export const earlierClaim = (
  project: Pick<Project, 'local' | 'root'>,
  who: Who,
  { id }: Pick<HandoffRequest, 'id'>,
  sessions: readonly string[],
): Promise<Claim | undefined> =>
  id === undefined ? claimOf(project, who, sessions) : readClaim(project, id);

/**
 * Step 0: the id that was asked for, the one that was claimed for this agent session at its start, or the
 * next free one. With `dryRun` nothing is claimed.
 * @throws E_CLAIM_TAKEN, E_CLAIM_ID
 */
export async function takeId(
  project: Project,
  world: Pick<World, 'now'>,
  who: Who,
  request: Pick<HandoffRequest, 'id' | 'dryRun'>,
  { host, earlier, began: seen, objects }: Claiming,
): Promise<TakenId> {
  const claiming = { hostSession: host?.id, objects, durable: false };
  const id = request.id ?? earlier?.id;
  if (id !== undefined) {
    const began = { ...beginning(earlier, seen), fresh: earlier === undefined };
    if (request.dryRun) return { id: id as SessionId, ...began };
    try {
      await claim(project, world, who, { id, ...claiming });
      return { id: id as SessionId, ...began };
    } catch (error) {
      // The claim that was found for this agent session has long become a record: it gets a new id.
      const used = error instanceof CanonError && error.code === 'E_CLAIM_TAKEN';
      if (!used || request.id !== undefined) throw error;
    }
  }
  if (request.dryRun) {
    const date = localDate(world.now());
    const [used, claims] = await Promise.all([
      usedNames(project, 'session', prefixOfDay(who.initials, date), objects),
      listClaims(project),
    ]);
    const taken = new Set([...used, ...claims.map((one) => one.id)]);
    return { id: nextSessionId(who.initials, date, taken), ...beginning(undefined, seen), fresh: true };
  }
  const made = await claim(project, world, who, claiming);
  return { id: made.id as SessionId, ...beginning(undefined, seen), fresh: true };
}

/** Gives a claim back; that it is not there any more is no reason to fail. */
export async function giveBack(project: Pick<Project, 'local'>, who: Who, id: string): Promise<void> {
  await releaseClaim(project, who, id).catch(() => {});
}

/**
 * The claim that was made in this agent session, or in one that it goes on from after a `/clear`; the newest, since
 * older ones have become records. Without an agent: what a tick in this work tree has named as evidence.
 */
async function claimOf(
  project: Pick<Project, 'local' | 'root'>,
  who: Who,
  sessions: readonly string[],
): Promise<Claim | undefined> {
  const claims = (await claimsOf(project, who.slug, sessions)).filter(
    ({ madeBy }) => sessions.length > 0 || madeBy === 'tick',
  );
  return claims[0];
}

/** When a session began: with its claim, or earlier where a hook saw it begin. */
export function beginning(earlier: Claim | undefined, began: number | undefined): { claimedAt?: number } {
  // A tick claims in the middle of the work.
  const claimed = earlier?.madeBy === 'tick' ? '' : (earlier?.claimedAt ?? '');
  const known = [Date.parse(claimed), began ?? Number.NaN].filter((one) => !Number.isNaN(one));
  return known.length === 0 ? {} : { claimedAt: Math.min(...known) };
}
