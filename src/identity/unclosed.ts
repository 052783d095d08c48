import type { Project } from '../store/project.ts';
import { onAnyBranch } from '../store/record-places.ts';
import { type Claim, listClaims } from './claims.ts';

/**
 * Claims whose session was never handed off: no record has the id, neither among `here` (the ids of this
 * work tree) nor on any local or remote-tracking branch. Git is asked only where a claim is left over.
 */
export async function unclosedClaims(
  project: Pick<Project, 'repo' | 'local' | 'prefix' | 'config'>,
  here: { has(id: string): boolean },
): Promise<Claim[]> {
  const left = (await listClaims(project)).filter(({ id }) => !here.has(id));
  const elsewhere = await onAnyBranch(
    project,
    left.map(({ id }) => id),
  );
  return left.filter(({ id }) => !elsewhere.has(id));
}
