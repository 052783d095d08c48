import { listClaims } from '../identity/claims.ts';
import { momentOf } from './moment.ts';
import type { Project } from '../store/project.ts';
import type { Around, Sight } from './rule.ts';
import { DAY, type Time } from './time.ts';

/** The session ids that are claimed in this clone. A claim that does not say since when is taken for an old one. */
export async function claimsHere(project: Pick<Project, 'local'>): Promise<Around['claims']> {
  const claims = await listClaims(project);
  return new Map(
    claims.map(({ id, operator, claimedAt }) => [id, { operator, since: momentOf(claimedAt ?? '') ?? 0 }]),
  );
}

/** Whether a session that is not there is still being written: for a day after its claim. */
export const isBeingWritten =
  (claims: Around['claims'], time: Time): Sight['isBeingWritten'] =>
  (id) => {
    const claim = claims.get(id);
    return claim !== undefined && !time.passed(claim.since + DAY);
  };
