import { nearest } from '../../text/nearest.ts';
import type { RepositoryRule } from '../rule.ts';

/** What blocks a workstream is a record, so that its end is seen. */
export const unknownBlocker: RepositoryRule = {
  name: 'unknown-blocker',
  severity: 'error',
  checkAll(rows, _derived, { lookup }) {
    return rows.flatMap(({ kind, path, blockedBy = [] }) =>
      kind !== 'workstream'
        ? []
        : blockedBy
            .filter((blocker) => !lookup.find(blocker))
            .map((blocker) => ({
              path,
              key: 'blocked_by',
              args: { blocker, near: nearest(blocker, lookup.ids(['workstream', 'plan'])) },
            })),
    );
  },
};
