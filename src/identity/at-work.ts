import type { Project } from '../store/project.ts';
import { onAnyBranch } from '../store/record-places.ts';
import { type Claim, listClaims } from './claims.ts';

/**
 * An operator's claims that were made in one of some host sessions: those of the first first, then the newest first.
 * Without any: those made in this work tree outside of a host.
 */
export async function claimsOf(
  project: Pick<Project, 'local' | 'root'>,
  operator: string,
  sessions: readonly string[],
): Promise<Claim[]> {
  const own = (await listClaims(project)).filter((claim) => claim.operator === operator);
  const newestFirst = own.sort((a, b) => timeOf(b) - timeOf(a) || (a.id < b.id ? 1 : -1));
  if (sessions.length === 0) {
    return newestFirst.filter(
      ({ hostSession, worktree }) => hostSession === undefined && worktree === project.root,
    );
  }
  return sessions.flatMap((session) => newestFirst.filter(({ hostSession }) => hostSession === session));
}

const timeOf = ({ claimedAt }: Claim): number => Date.parse(claimedAt ?? '') || 0;

/**
 * The newest of some claims, if it has not become a record: neither among `here` (the ids of this work tree) nor on
 * any branch.
 */
export async function openClaim(
  project: Pick<Project, 'repo' | 'prefix' | 'config'>,
  claims: readonly Claim[],
  here: { has(id: string): boolean },
): Promise<Claim | undefined> {
  const [claim] = claims;
  if (!claim || here.has(claim.id)) return undefined;
  return (await onAnyBranch(project, [claim.id])).has(claim.id) ? undefined : claim;
}
