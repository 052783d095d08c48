import type { RepositoryRule } from '../rule.ts';

/** A second record of one thing: two clones have imported it, under two ids, and nobody has said which one stays. */
export const importedTwice: RepositoryRule = {
  name: 'imported-twice',
  severity: 'warning',
  async checkAll(rows, _derived, { imports }) {
    return (await (await imports()).things(rows)).flatMap(({ item, row, others, source, name }) =>
      others.map((other) => ({
        path: other.path,
        args: { thing: item.path, other: row?.path ?? '', source, name },
      })),
    );
  },
};
