import type { RowHead } from '../../store/row-head.ts';
import type { RowSet } from '../../store/row-set.ts';
import { compareNewest } from '../../work/order.ts';
import type { Row } from '../../work/row.ts';
import { BROKEN, LEGACY, standingsOf } from '../../work/standing.ts';
import { SUPERSEDED } from '../../work/transitions.ts';

const NONE: ReadonlySet<string> = new Set();

/**
 * Paths of the sessions that another one has taken the place of: they do not say so themselves. Mostly there is none,
 * and no row is looked at; otherwise those are made that replace others or are named by those that do.
 */
export function supersededIn(rows: RowSet): ReadonlySet<string> {
  const replacing = rows.marked('replaces');
  if (replacing.length === 0) return NONE;
  const named = new Set(
    replacing.flatMap(({ supersedes = [], supersededBy = [] }) => [supersedes, supersededBy].flat()),
  );
  const others = [...rows.marked('aliases'), ...rows.called(named)];
  const isSession = ({ kind, stub }: Row): boolean => kind === 'session' && stub !== true;
  // In the order of all rows: of two that had one id before, one goes before.
  const about = [...new Set([...replacing, ...others])].filter(isSession).sort(compareNewest);
  const standingOf = standingsOf(about);
  return new Set(about.filter((row) => standingOf(row).status === SUPERSEDED).map(({ path }) => path));
}

/** Where a record stands, as everywhere: `standingsOf`. */
export function statusOf(head: RowHead, superseded: ReadonlySet<string>): string | undefined {
  if (head.broken) return BROKEN;
  if (superseded.size > 0 && superseded.has(head.path)) return SUPERSEDED;
  return head.status ?? (head.legacy ? LEGACY : undefined);
}
