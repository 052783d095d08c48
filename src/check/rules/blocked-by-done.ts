import type { RepositoryRule } from '../rule.ts';

const OVER: ReadonlySet<string | undefined> = new Set(['done', 'superseded']);

/** What waits for something that is over waits for nothing, and nobody looks at it. */
export const blockedByDone: RepositoryRule = {
  name: 'blocked-by-done',
  severity: 'warning',
  checkAll(rows, _derived, { lookup }) {
    return rows.flatMap(({ kind, path, status, blockedBy = [] }) => {
      if (kind !== 'workstream' || OVER.has(status)) return [];
      return blockedBy.flatMap((blocker) => {
        const found = lookup.find(blocker, ['workstream', 'plan']);
        if (!found || !OVER.has(found.status)) return [];
        return [{ path, key: 'blocked_by', args: { blocker, status: found.status ?? '' } }];
      });
    });
  },
};
