import { recordNamed } from './aliases.ts';
import { instantOf } from './order.ts';
import type { Row } from './row.ts';
import { isOver } from './transitions.ts';

/** What a workstream still waits for: a workstream that is done blocks nobody, whatever `blocked_by` says. */
export function blockersOf(row: Row, workstreams: readonly Row[]): string[] {
  if (isOver(row.status)) return [];
  return (row.blockedBy ?? []).filter((id) => {
    const found = recordNamed(workstreams, 'workstream', id);
    return !found || !isOver(found.status);
  });
}

/**
 * An operator's workstreams (without one, anybody's) that can be gone on with, the most important first: active, with an open task, waiting for
 * nothing; by priority (none last), then the oldest.
 */
export function workable(workstreams: readonly Row[], operator?: string): Row[] {
  return workstreams
    .filter(
      (row) =>
        (operator === undefined || row.owner === operator) &&
        row.fault === undefined &&
        row.progress?.next !== undefined &&
        (row.status === 'active' || (row.status === 'blocked' && row.blockedBy !== undefined)) &&
        blockersOf(row, workstreams).length === 0,
    )
    .sort(
      (a, b) =>
        compare(a.priority ?? 'P9', b.priority ?? 'P9') ||
        (instantOf(a.created) ?? Infinity) - (instantOf(b.created) ?? Infinity) ||
        compare(a.id, b.id),
    );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
