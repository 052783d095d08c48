import type { Finding, RepositoryRule } from '../rule.ts';

/** Something of a source that its record does not hold, and a record that nobody has edited since: nobody has decided. */
export const lostInImport: RepositoryRule = {
  name: 'lost-in-import',
  severity: 'warning',
  async checkAll(_rows, _derived, { imports, lookup }) {
    const findings: Finding[] = [];
    for (const { item, stands } of (await imports()).items) {
      if (item.lost === undefined || item.lost.length === 0) continue;
      const row = lookup.find(item.record);
      if (!row || !(await stands(row))) continue;
      findings.push({
        path: row.path,
        args: { source: item.path, lost: item.lost.slice(0, 3), count: item.lost.length },
      });
    }
    return findings;
  },
};
