import type { RepositoryRule } from '../rule.ts';

/** A record that an import made, and that is there under no name any more. */
export const goneImport: RepositoryRule = {
  name: 'gone-import',
  severity: 'info',
  async checkAll(rows, _derived, { imports }) {
    return (await (await imports()).things(rows))
      .filter(({ row }) => !row)
      .map(({ item, report, line }) => ({
        path: report,
        ...(line === undefined ? {} : { line }),
        args: { record: item.record, source: item.path },
      }));
  },
};
