import { compareNewest } from '../work/order.ts';
import type { Row } from '../work/row.ts';

/**
 * The newest session of every operator but one, the latest first. Operators are those of the operators
 * file; without one, whoever has written a session. `unknown` (imports) is nobody's peer.
 */
export function peerSessions(
  sessions: readonly Row[],
  operators: readonly string[],
  subject: string | undefined,
): Row[] {
  const known = operators.length > 0 ? new Set(operators) : undefined;
  const newest = new Map<string, Row>();
  for (const row of sessions) {
    const { owner } = row;
    if (owner === undefined || owner === subject || owner === 'unknown') continue;
    if (known !== undefined && !known.has(owner)) continue;
    const best = newest.get(owner);
    if (best === undefined || compareNewest(row, best) < 0) newest.set(owner, row);
  }
  return [...newest.values()].sort(compareNewest);
}
