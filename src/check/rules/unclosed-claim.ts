import type { RepositoryRule } from '../rule.ts';
import { DAY } from '../time.ts';

/** An id that was claimed a day ago and has no record: a session that nobody handed off. */
export const unclosedClaim: RepositoryRule = {
  name: 'unclosed-claim',
  severity: 'warning',
  async checkAll(_rows, _derived, { claims, lookup, time, elsewhere, pathOf }) {
    const old = [...claims].filter(
      ([id, { since }]) => !lookup.find(id, ['session']) && time.passed(since + DAY),
    );
    if (old.length === 0) return [];
    const handed = await elsewhere(old.map(([id]) => id));
    return old
      .filter(([id]) => !handed.has(id))
      .map(([id, { since, operator }]) => ({
        path: pathOf(id),
        args: { id, operator: operator ?? '', days: since === 0 ? 0 : time.daysSince(since) },
      }));
  },
};
