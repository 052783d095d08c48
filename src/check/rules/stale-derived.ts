import type { RepositoryRule } from '../rule.ts';

/** INDEX files and Session Logs follow from the records; where they are due, they must say what the records say. */
export const staleDerived: RepositoryRule = {
  name: 'stale-derived',
  severity: 'warning',
  async checkAll(rows, sight) {
    if (!sight.derivedIsDue) return [];
    const files = await sight.derived(rows);
    return files
      .filter((file) => file.want !== file.have)
      .map((file) => ({ path: file.path, args: { missing: file.have === undefined } }));
  },
};
