import { expect, test } from 'vitest';
import { pagesAsBefore } from '../../src/site/build/remembered-pages.ts';
import { makePages } from '../../src/site/pages/pages.ts';
import { siteModel, type SomeRecord } from './model.ts';

const PLAN: SomeRecord = { kind: 'plan', id: 'flip' };
const SESSION: SomeRecord = { kind: 'session', id: 'RT-260511-01', plan: 'flip', facts: { hash: 'one' } };

function after(session: Partial<SomeRecord>, ...more: readonly SomeRecord[]) {
  const model = siteModel([PLAN, SESSION]);
  const before = { model, pages: makePages(model) };
  return { before, found: pagesAsBefore(before, siteModel([PLAN, { ...SESSION, ...session }, ...more])) };
}

test('a text that nobody else shows leaves every page but its own as it was', () => {
  const { before, found } = after({ facts: { hash: 'two' } });
  const others = found?.pages.filter((page) => !before.pages.includes(page));
  expect(others?.map(({ url, record }) => [url, record?.facts.hash])).toEqual([
    ['sessions/RT-260511-01/', 'two'],
  ]);
  const plan = found?.model.records.find(({ row }) => row.kind === 'plan');
  expect(before.model.records).toContain(plan);
});

test.each<[string, Partial<SomeRecord>, ...SomeRecord[]]>([
  ['a title', { title: 'Another' }],
  ['an item', { waiting: [{ id: 'w1', text: 'look', open: true, line: 9 }] }],
  ['a link', { facts: { hash: 'two', links: ['plans/flip.md'] } }],
  ['a state', { status: 'closed' }],
  ['a record more', {}, { kind: 'learning', id: 'asked' }],
])('%s is seen elsewhere', (_, session, ...more) => {
  expect(after(session, ...more).found).toBeUndefined();
});
