import type { CheckedRow, Finding, RepositoryRule } from '../rule.ts';

/** One id, one file: also where a file system does not tell `A.md` from `a.md`. */
export const duplicateId: RepositoryRule = {
  name: 'duplicate-id',
  severity: 'error',
  checkAll(rows) {
    const seen = new Map<string, CheckedRow>();
    const findings: Finding[] = [];
    for (const row of rows) {
      const key = `${row.kind}:${row.id.normalize('NFC').toLowerCase()}`;
      const first = seen.get(key);
      if (first) findings.push({ path: row.path, args: { id: row.id, other: first.path } });
      else seen.set(key, row);
    }
    return findings;
  },
};
