import type { Finding, RepositoryRule } from '../rule.ts';

/** Something of a source that its record does not hold, and a record that nobody has edited since: nobody has decided. */
export const lostInImport: RepositoryRule = {
  name: 'lost-in-import',
  severity: 'warning',
  async checkAll(rows, _derived, { imports }) {
    const findings: Finding[] = [];
    for (const { item, row, stands } of await (await imports()).things(rows)) {
      if (item.lost === undefined || item.lost.length === 0) continue;
      if (!row || !(await stands())) continue;
      findings.push({
        path: row.path,
        args: { source: item.path, lost: item.lost.slice(0, 3), count: item.lost.length },
      });
    }
    return findings;
  },
};
