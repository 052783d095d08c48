import type { RepositoryRule } from '../rule.ts';

/** INDEX files and Session Logs follow from the records; where they are due, they must say what the records say. */
export const staleDerived: RepositoryRule = {
  name: 'stale-derived',
  severity: 'warning',
  async checkAll(rows, derived) {
    const files = await derived(rows);
    return files
      .filter(({ want, have }) => want !== have)
      .map(({ path, want, have }) => ({
        path,
        args: { missing: have === undefined, superfluous: want === undefined },
      }));
  },
};
