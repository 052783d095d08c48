import { expect, test } from 'vitest';
import type { CheckedRow, RepositoryRule } from '../../src/check/rule.ts';
import { aliasOfLiveId } from '../../src/check/rules/alias-of-live-id.ts';
import { duplicateAlias } from '../../src/check/rules/duplicate-alias.ts';
import { duplicateNumber } from '../../src/check/rules/duplicate-number.ts';
import { idOnOtherBranch } from '../../src/check/rules/id-on-other-branch.ts';
import { describe } from '../../src/fault/messages/index.ts';
import type { OtherRecord, OtherRecords } from '../../src/store/other-records.ts';

const row = (path: string, more: Partial<CheckedRow> = {}): CheckedRow => {
  const kind = path.startsWith('docs/decisions') ? 'adr' : 'plan';
  const id = path.slice(path.lastIndexOf('/') + 1, -3);
  return { path, kind, id, title: id, ...more };
};

/** What a rule says: its severity, the path, and the sentence. */
async function told(
  rule: RepositoryRule,
  rows: readonly CheckedRow[],
  others: Partial<OtherRecords> = {},
): Promise<string[]> {
  const around = { others: () => Promise.resolve({ ids: [], numbers: [], left: 0, ...others }) };
  const findings = await rule.checkAll(
    rows,
    () => Promise.resolve([]),
    around as Parameters<typeof rule.checkAll>[2],
  );
  return findings.map(({ severity = rule.severity, path = '-', args }) =>
    [severity, path, describe(rule.name, args).text].join(' · '),
  );
}

const other = (more: Partial<OtherRecord> = {}): OtherRecord => ({
  id: '0011-keys',
  here: 'docs/decisions/0011-keys.md',
  otherId: '0011-mail',
  path: 'docs/decisions/0011-mail.md',
  refs: ['origin/main', 'origin/next', 'origin/old'],
  tips: [],
  record: { kind: 'adr', created: '2026-05-01', owner: 'sergei' },
  younger: 'here',
  ...more,
});

test('one alias of two records, and one that is a live id of its kind', async () => {
  const rows = [
    row('plans/grow.md', { aliases: ['bloom', 'flip', 'bloom'] }),
    row('plans/rise.md', { aliases: ['bloom'] }),
    row('plans/flip.md'),
    row('docs/decisions/bloom.md'),
  ];
  expect(await told(duplicateAlias, rows)).toEqual([
    'warning · plans/rise.md · plans/grow.md was once called bloom as well',
  ]);
  expect(await told(aliasOfLiveId, rows)).toEqual([
    'info · plans/grow.md · flip is the id of plans/flip.md by now: it means that one',
  ]);
});

test('decisions of one number: the younger one is told of', async () => {
  const rows = [
    row('docs/decisions/0011-keys.md', { created: '2026-05-02' }),
    row('docs/decisions/0011-mail.md', { created: '2026-05-01' }),
    row('docs/decisions/sub/0011-mail.md', { created: '2026-05-01' }),
  ];
  expect(await told(duplicateNumber, rows.slice(1))).toEqual([]);
  expect(await told(duplicateNumber, rows.slice(0, 2), { numbers: [other({ younger: 'there' })] })).toEqual([
    'warning · docs/decisions/0011-keys.md · docs/decisions/0011-mail.md has the number 11 as well',
    'info · docs/decisions/0011-keys.md · docs/decisions/0011-mail.md on origin/main and 2 other branches has the number 11 as well; the younger one is there',
  ]);
});

test('a record of the same id elsewhere weighs less where it is the younger one', async () => {
  const ids = [other(), other({ younger: 'there', refs: ['main'] })];
  expect(await told(idOnOtherBranch, [], { ids, left: 3 })).toEqual([
    'warning · docs/decisions/0011-keys.md · 0011-keys is another record on origin/main and 2 other branches (by sergei, of 2026-05-01); the one here is the younger',
    'info · docs/decisions/0011-keys.md · 0011-keys is another record on main (by sergei, of 2026-05-01); the younger one is there',
    'info · - · there are very many branches: 3 more commits that branches stand at were not looked at',
  ]);
});
