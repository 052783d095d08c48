import { expect, test } from 'vitest';
import { resolveRef } from '../../src/cli/ref.ts';
import { resolveTarget } from '../../src/resume/target.ts';
import { rowSet } from '../../src/store/row-set.ts';
import { openItems } from '../../src/work/open-items.ts';
import type { Row } from '../../src/work/row.ts';
import { aliasesOf, namesOf } from '../../src/work/aliases.ts';

test('an old id stands for its record in its kind, unless a live one has it', () => {
  const rows = [
    { kind: 'plan', id: 'grow', aliases: ['bloom', 'flip'] },
    { kind: 'plan', id: 'flip' },
    { kind: 'plan', id: 'rise', aliases: ['bloom'] },
    { kind: 'workstream', id: 'bloom' },
  ] as const;
  expect([...aliasesOf(rows, 'plan')]).toEqual([['bloom', 'grow']]);
  expect([...namesOf(rows, 'plan', 'bloom')]).toEqual(['grow', 'bloom']);
  expect([...namesOf(rows, 'plan', 'grow')]).toEqual(['grow', 'bloom']);
  expect([...namesOf(rows, 'plan', 'flip')]).toEqual(['flip']);
  expect([...namesOf(rows, 'plan', 'none')]).toEqual(['none']);
});

test('an old id is resolved wherever a reference is: items, show, resume', () => {
  const old = { path: 'docs/sessions/a.md', kind: 'session', title: '' } as const;
  const rows: Row[] = [
    {
      ...old,
      id: 'RT-260511-03',
      aliases: ['RT-260511-01'],
      waiting: [{ id: 'w1', text: 'x', open: true, line: 1 }],
    },
    { ...old, path: 'docs/sessions/b.md', id: 'RT-260512-01', closes: ['RT-260511-01#w1'] },
  ];
  expect(openItems(rows)).toEqual([]);
  // Another record has the id: the closer means that one's item.
  expect(openItems([...rows, { ...old, id: 'RT-260511-01' }])).toMatchObject([{ ref: 'RT-260511-03#w1' }]);
  expect(resolveRef('RT-260511-01', rows).id).toBe('RT-260511-03');
  expect(resolveRef('session:RT-260511-01', rows).id).toBe('RT-260511-03');
  expect(resolveRef('RT-260511-01', [...rows, { ...old, id: 'RT-260511-01' }]).id).toBe('RT-260511-01');
  expect(resolveTarget('RT-260511-01', rowSet(undefined, new Set(), rows), [])).toMatchObject({
    row: { id: 'RT-260511-03' },
  });
});
