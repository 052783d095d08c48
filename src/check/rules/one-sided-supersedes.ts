import { nearest } from '../../text/nearest.ts';
import type { Lookup } from '../lookup.ts';
import type { CheckedRow, Finding, RepositoryRule } from '../rule.ts';

/**
 * One record takes the place of another: both say so, or a reader of one of them is misled. What one replaced two
 * times names the one that came first, or last: either is enough.
 */
export const oneSidedSupersedes: RepositoryRule = {
  name: 'one-sided-supersedes',
  severity: 'warning',
  checkAll(rows, _derived, { lookup }) {
    return rows.flatMap((row) =>
      row.supersedes === undefined && row.supersededBy === undefined ? [] : judge(row, lookup),
    );
  },
};

function judge(row: CheckedRow, lookup: Lookup): Finding[] {
  const { path, kind, id } = row;
  const findings: Finding[] = [];
  for (const older of row.supersedes ?? []) {
    const found = lookup.find(older, [kind]);
    if (!found) findings.push(gone(row, 'supersedes', older, lookup));
    else if (found !== row && found.supersededBy === undefined)
      findings.push({ path: found.path, args: { id, other: found.id, missing: 'superseded_by' } });
  }
  if (row.supersededBy === undefined) return findings;
  const newer = lookup.find(row.supersededBy, [kind]);
  if (!newer) findings.push(gone(row, 'superseded_by', row.supersededBy, lookup));
  else if (newer !== row && !newer.supersedes?.some((one) => lookup.find(one, [kind]) === row))
    findings.push({ path: newer.path, args: { id, other: newer.id, missing: 'supersedes' } });
  else if (newer === row)
    findings.push({ path, key: 'superseded_by', args: { id, other: id, missing: 'itself' } });
  return findings;
}

const gone = ({ path, id, kind }: CheckedRow, key: string, other: string, lookup: Lookup): Finding => ({
  path,
  key,
  args: { id, other, missing: 'record', near: nearest(other, lookup.ids([kind])) },
});
