import { expect, it } from 'vitest';
import { applying, isExpired } from '../../src/work/learnings.ts';
import { toRowFully } from '../../src/work/to-row.ts';
import type { Row } from '../../src/work/row.ts';

const learning = (id: string, more: Partial<Row> = {}): Row => ({
  path: `docs/learnings/${id}.md`,
  kind: 'learning',
  id,
  title: id,
  status: 'active',
  created: '2026-05-01',
  ...more,
});
const ids = (rows: readonly Row[], paths: readonly string[]): string[] =>
  applying(rows, paths).map(({ id }) => id);

it('those apply whose globs match, the most specific first, and those for anything come last', () => {
  const rows = [
    learning('anything'),
    learning('newer-anything', { created: '2026-05-02' }),
    learning('all-python', { appliesTo: ['*.py'] }),
    learning('the-hook', { appliesTo: ['docs/**', 'scripts/hook.py'] }),
    learning('scripts', { appliesTo: ['scripts/**'] }),
    learning('elsewhere', { appliesTo: ['app/**'] }),
  ];
  expect(ids(rows, ['scripts/hook.py', 'README.md'])).toEqual([
    'the-hook',
    'scripts',
    'all-python',
    'newer-anything',
    'anything',
  ]);
  expect(ids(rows, [])).toEqual(['newer-anything', 'anything']);
});

it('none applies that is deprecated, replaced, broken, or no learning', () => {
  const rows = [
    learning('a', { status: 'deprecated' }),
    learning('b', { deprecatedBy: 'c' }),
    learning('c', { supersededBy: 'd' }),
    learning('d', { fault: { code: 'x' } }),
    learning('e', { kind: 'adr' }),
  ];
  expect(ids(rows, ['x'])).toEqual([]);
});

it('one is out of date from the day after it expires', () => {
  expect(
    ['2026-05-10', '2026-05-11', '2026-05-12'].map((day) => isExpired({ expires: '2026-05-11' }, day)),
  ).toEqual([false, false, true]);
  expect(isExpired({}, '2026-05-11')).toBe(false);
  expect(isExpired({ expires: 'soon' }, '2026-05-11')).toBe(false);
});

it('the row of a learning has what says when it applies', async () => {
  const text =
    '---\ntitle: L\nstatus: active\nsource: RT-260511-01\napplies_to: [scripts/*.py]\nexpires: 2026-06-01\ndeprecated_by: m\nkind: learning\n---\n';
  expect(await toRowFully('docs/learnings/l.md', 'learning', text)).toMatchObject({
    appliesTo: ['scripts/*.py'],
    expires: '2026-06-01',
    source: 'RT-260511-01',
    deprecatedBy: 'm',
  });
});
