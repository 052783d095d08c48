import { type Claim, listClaims } from '../../identity/claims.ts';
import type { Project } from '../../store/project.ts';
import { onAnyBranch } from '../../store/record-places.ts';
import type { RowSet } from '../../store/row-set.ts';

/**
 * The ids that were claimed for host sessions and have become no record: such a session becomes the record of that id,
 * for the evidence of its ticks names it. The newest, where there are several.
 */
export async function claimedIds(
  project: Project,
  rows: Pick<RowSet, 'ids'>,
): Promise<(session: string, operator: string | undefined) => { readonly claimed?: string }> {
  const here = rows.ids('session');
  const claims = (await listClaims(project)).filter(
    ({ id, hostSession }) => hostSession !== undefined && !here.has(id),
  );
  const used = await onAnyBranch(
    project,
    claims.map(({ id }) => id),
  );
  const timeOf = ({ claimedAt }: Claim): number => Date.parse(claimedAt ?? '') || 0;
  const open = claims.filter(({ id }) => !used.has(id)).sort((a, b) => timeOf(b) - timeOf(a));
  return (session, operator) => {
    const claim = open.find((one) => one.hostSession === session && one.operator === operator);
    return claim === undefined ? {} : { claimed: claim.id };
  };
}
