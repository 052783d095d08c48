import { circlesIn } from '../../work/circles.ts';
import { isOver } from '../../work/transitions.ts';
import type { CheckedRow, RepositoryRule } from '../rule.ts';

/** Workstreams that wait for each other wait for ever. One finding for a circle, where its first one stands. */
export const blockedCycle: RepositoryRule = {
  name: 'blocked-cycle',
  severity: 'error',
  checkAll(rows, _derived, { lookup }) {
    const waiting = rows
      .filter(
        ({ kind, status, blockedBy = [] }) =>
          kind === 'workstream' && blockedBy.length > 0 && !isOver(status),
      )
      .toSorted((a, b) => (a.path < b.path ? -1 : 1));
    const blockers = ({ blockedBy = [] }: CheckedRow): CheckedRow[] =>
      blockedBy.flatMap((id) => lookup.find(id, ['workstream']) ?? []);
    return circlesIn(waiting, blockers).map((way) => ({
      path: way[0]?.path ?? '',
      key: 'blocked_by',
      args: { way: way.map(({ id }) => id) },
    }));
  },
};
