import type { RepositoryRule } from '../rule.ts';

/** A record that an import made, and that is there under no name any more. */
export const goneImport: RepositoryRule = {
  name: 'gone-import',
  severity: 'info',
  async checkAll(_rows, _derived, { imports, lookup }) {
    return (await imports()).items
      .filter(({ item }) => !lookup.find(item.record))
      .map(({ item, report, line }) => ({
        path: report,
        ...(line === undefined ? {} : { line }),
        args: { record: item.record, source: item.path },
      }));
  },
};
