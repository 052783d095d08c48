import type { RowSet } from '../store/row-set.ts';
import { supersederOf } from '../work/lineage.ts';
import type { Row } from '../work/row.ts';

/**
 * The id of what has taken a session's place. That may be anybody's, of any workstream: whatever is newer is looked
 * at. Of an operator's last session that is little.
 */
export function supersededBy(rows: Pick<RowSet, 'each'>, session: Row): string | undefined {
  const newer: Row[] = [];
  rows.each((head, entry) => {
    // They come newest first.
    if (head.path === session.path) return false;
    if (head.kind === 'session' && !head.stub && !head.broken) newer.push(entry.row());
    return true;
  });
  return supersederOf(session, [session, ...newer])?.id;
}
