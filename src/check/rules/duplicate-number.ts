import { adrNumber } from '../../record/ids.ts';
import { isYounger } from '../../work/same-record.ts';
import type { CheckedRow, Finding, RepositoryRule } from '../rule.ts';

/** People call decisions by their numbers: two of one number, here or on another branch, are taken for one another. */
export const duplicateNumber: RepositoryRule = {
  name: 'duplicate-number',
  severity: 'warning',
  async checkAll(rows, _derived, { others }) {
    const seen = new Map<number, CheckedRow>();
    const findings: Finding[] = [];
    for (const row of rows) {
      const number = row.kind === 'adr' && !row.stub ? adrNumber(row.id) : undefined;
      if (number === undefined) continue;
      const first = seen.get(number);
      // Two files of one id are another rule's.
      if (first && first.id.toLowerCase() !== row.id.toLowerCase()) {
        const [older, younger] = isYounger(first, row) ? [row, first] : [first, row];
        findings.push({ path: younger.path, args: { id: younger.id, number, other: older.path } });
      } else seen.set(number, row);
    }
    if (seen.size === 0) return findings;
    const { numbers } = await others();
    return [
      ...findings,
      ...numbers.map(({ id, here, path, refs, younger }): Finding => {
        const [ref = '', ...more] = refs;
        return {
          path: here,
          ...(younger === 'here' ? {} : { severity: 'info' }),
          args: { id, number: adrNumber(id) ?? 0, other: path, ref, more: more.length, younger },
        };
      }),
    ];
  },
};
