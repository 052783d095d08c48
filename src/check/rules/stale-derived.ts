import { derivedChanges } from '../../work/derived.ts';
import type { RepositoryRule } from '../rule.ts';

/** INDEX files and Session Logs follow from the records; where they are due, they must say what the records say. */
export const staleDerived: RepositoryRule = {
  name: 'stale-derived',
  severity: 'warning',
  async checkAll(rows, sight) {
    if (!sight.derivedIsDue) return [];
    const changes = await derivedChanges(rows, sight.dirs, sight.read);
    return changes.map((change) => ({
      path: change.path,
      args: { missing: change.before === undefined, what: change.edit.op },
    }));
  },
};
