import type { CheckedRow, Finding, RepositoryRule } from '../rule.ts';

/** Two records that were once called the same: whoever uses the old name means one of them. */
export const duplicateAlias: RepositoryRule = {
  name: 'duplicate-alias',
  severity: 'warning',
  checkAll(rows) {
    const seen = new Map<string, CheckedRow>();
    const findings: Finding[] = [];
    for (const row of rows) {
      for (const alias of new Set(row.aliases)) {
        const key = `${row.kind}:${alias}`;
        const first = seen.get(key);
        if (first) findings.push({ path: row.path, args: { alias, other: first.path } });
        else seen.set(key, row);
      }
    }
    return findings;
  },
};
