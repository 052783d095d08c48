import { CanonError } from '../fault/error.ts';
import { nearest } from '../text/nearest.ts';
import type { Row } from './row.ts';
import { recordNamed } from './aliases.ts';
import { isOver } from './transitions.ts';

const workstream = (rows: readonly Row[], id: string): Row | undefined => recordNamed(rows, 'workstream', id);

/**
 * The `blocked_by` of a workstream that is blocked, by what it names already and by one more: each of them there, not
 * over, and not waiting for the workstream itself.
 * @throws E_STATUS_BLOCKER, E_STATUS_BLOCKER_OVER, E_STATUS_CYCLE
 */
export function blockersWith(row: Row, by: Row | undefined, rows: readonly Row[]): string[] {
  const named = row.blockedBy ?? [];
  const known = named.map((id) => ({ id, found: workstream(rows, id) }));
  const missing = known.find(({ found }) => found === undefined);
  if (missing || (known.length === 0 && !by)) {
    const ids = rows.flatMap((one) => (one.kind === 'workstream' && one !== row ? [one.id] : []));
    const near = missing ? nearest(missing.id, ids) : [];
    throw new CanonError('E_STATUS_BLOCKER', {
      path: row.path,
      data: { id: row.id, blocker: missing?.id ?? '', near },
    });
  }
  const list = [...named];
  if (by && !known.some(({ found }) => found === by)) list.push(by.id);
  const blockers = list.flatMap((id) => workstream(rows, id) ?? []);
  const due = blockers.filter(({ status }) => !isOver(status));
  const over = by && isOver(by.status) ? by : due.length === 0 ? blockers[0] : undefined;
  if (over) {
    throw new CanonError('E_STATUS_BLOCKER_OVER', {
      path: row.path,
      data: { id: row.id, blocker: over.id, status: over.status ?? '' },
    });
  }
  for (const one of due) refuseCycle(row, one, rows);
  return list;
}

/** The blockers that stay when those that are over, and one that is named, are taken out. */
export function blockersWithout(row: Row, by: Row | undefined, rows: readonly Row[]): string[] {
  const named = row.blockedBy ?? [];
  const without = named.filter((id) => by === undefined || workstream(rows, id) !== by);
  if (by && without.length === named.length) {
    throw new CanonError('E_STATUS_NOT_BLOCKED_BY', {
      path: row.path,
      data: { id: row.id, blocker: by.id, blockers: [...named] },
    });
  }
  return without.filter((id) => !isOver(workstream(rows, id)?.status));
}

/**
 * Goes through everything that `first` waits for; the way back to the workstream itself is a cycle.
 * @throws E_STATUS_CYCLE
 */
export function refuseCycle(row: Row, first: Row, rows: readonly Row[]): void {
  const seen = new Set<Row>();
  const walk = (at: Row, way: readonly string[]): void => {
    if (at === row) {
      throw new CanonError('E_STATUS_CYCLE', { path: row.path, data: { way: [...way], word: 'blocked' } });
    }
    if (seen.has(at)) return;
    seen.add(at);
    for (const id of at.blockedBy ?? []) {
      const next = workstream(rows, id);
      if (next && !isOver(next.status)) walk(next, [...way, next.id]);
    }
  };
  walk(first, [row.id, first.id]);
}
