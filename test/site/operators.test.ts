import { expect, test } from 'vitest';
import { operatorPages } from '../../src/site/pages/operators.tsx';
import type { PersonView } from '../../src/site/view/person.ts';
import { relationsOf } from '../../src/site/view/relations.ts';
import { weeksOf } from '../../src/site/view/weeks.ts';
import type { Page } from '../../src/site/page.ts';
import { drawn, siteModel, type SomeRecord, textOf } from './model.ts';

const records: readonly SomeRecord[] = [
  {
    kind: 'session',
    id: 'SK-260511-02',
    title: 'Welcome letter',
    owner: 'sergei',
    created: '2026-05-11T16:02:35+02:00',
    waiting: [{ id: 'w1', text: 'approve the sender address', for: 'roman', open: true, line: 9 }],
    questions: [
      { id: 'q1', text: 'two domains or one?', for: 'RT', open: true, line: 11 },
      { id: 'q2', text: 'how long is a trial?', open: true, line: 12 },
    ],
  },
  {
    kind: 'session',
    id: 'SK-260401-01',
    owner: 'sergei',
    created: '2026-04-01T10:00:00+02:00',
    waiting: [{ id: 'w1', text: 'send the keys', for: 'roman', open: true, line: 9 }],
  },
  {
    kind: 'session',
    id: 'RT-260511-01',
    title: 'P2 + P3',
    owner: 'roman',
    created: '2026-05-11T15:12:40+02:00',
  },
  {
    kind: 'adr',
    id: '0007-one-sender',
    created: '2026-05-10',
    facts: { data: { deciders: ['Roman', 7, 'x'] } },
  },
  { kind: 'learning', id: 'locks', created: '2026-05-11', source: 'RT-260511-01' },
  {
    kind: 'workstream',
    id: 'flip',
    owner: 'roman',
    status: 'active',
    priority: 'P0',
    progress: { done: 4, total: 9, next: { id: 'P4', text: 'Rewrite /resume' } },
  },
  { kind: 'workstream', id: 'done', owner: 'roman', status: 'done' },
  { kind: 'session', id: 'CONV-10', owner: 'unknown', created: '2026-03-01' },
  { kind: 'plan', id: 'later', owner: 'anna', status: 'draft' },
  {
    kind: 'workstream',
    id: 'vault',
    owner: 'anna',
    status: 'blocked',
    blockedBy: ['flip', 'done'],
    progress: { done: 0, total: 4, next: { id: 'P10', text: 'Open it' } },
  },
];
const model = siteModel(records);
const pages = operatorPages(model, relationsOf(model));
const page = (url: string): Page => pages.find((one) => one.url === url)!;
const viewOf = (slug: string): PersonView => page(`operators/${slug}/`).view() as PersonView;

test('there is a page for each operator, and for whoever else records name; nobody known comes last', () => {
  expect(pages.map(({ url }) => url)).toEqual([
    'operators/',
    'operators/roman/',
    'operators/sergei/',
    'operators/anna/',
    'operators/unknown/',
  ]);
  expect(textOf(drawn(page('operators/anna/'), model))).toContain('no operator of this repository');
});

test('what waits on somebody stands first, the oldest first, with the questions that name them', () => {
  expect(viewOf('roman').waits.map(({ record, item, isQuestion }) => [record.id, item, isQuestion])).toEqual([
    ['SK-260401-01', 'w1', false],
    ['SK-260511-02', 'w1', false],
    ['SK-260511-02', 'q1', true],
  ]);
  const html = drawn(page('operators/roman/'), model);
  expect(html).toContain('href="../../sessions/SK-260511-02/#w1"');
  expect(html.indexOf('send the keys')).toBeLessThan(html.indexOf('Rewrite /resume'));
});

test('they own what is not over', () => {
  expect(viewOf('roman').owns).toMatchObject([
    {
      record: { id: 'flip' },
      priority: 'P0',
      progress: { done: 4, total: 9 },
      next: { id: 'P4', text: 'Rewrite /resume' },
    },
  ]);
});

test('in progress is what the first page shows as active, and no draft', () => {
  const list = page('operators/').view() as { people: { url: string; active: number }[] };
  expect(list.people.map(({ active }) => active)).toEqual([1, 0, 1, 0]);
});

test('of what is blocked they see by what, and no next step', () => {
  const text = textOf(drawn(page('operators/anna/'), model));
  expect(text).toContain('Blocked by flip');
  expect(text).not.toContain('Open it');
});

test('they did sessions, decided, and learned, by day', () => {
  expect(viewOf('roman').days.map(({ day, deeds }) => [day, deeds.map(({ id }) => id)])).toEqual([
    ['2026-05-11', ['RT-260511-01', 'locks']],
    ['2026-05-10', ['0007-one-sender']],
  ]);
});

test('a year of weeks ends with the newest date, whatever day it is today', () => {
  const weeks = viewOf('sergei').weeks!;
  expect([weeks.first, weeks.last, weeks.counts.length]).toEqual(['2025-05-12', '2026-05-11', 53]);
  expect(weeks.counts.at(-1)).toBe(1);
  expect(weeks.counts.at(-7)).toBe(1);
  expect(weeks.counts.reduce((sum, count) => sum + count, 0)).toBe(2);
});

test.each([
  ['2026-05-10', '2026-05-04'],
  ['2026-05-11', '2026-05-11'],
  ['1969-12-31T23:00:00-05:00', '1969-12-29'],
  ['2024-02-29', '2024-02-26'],
])('%s lies in the week of %s', (date, monday) => {
  expect(weeksOf([date], 4)).toEqual({ first: expect.any(String), last: monday, counts: [0, 0, 0, 1] });
});

test('what is no date is in no week', () => {
  expect(weeksOf(['soon', null, undefined, '2026-13-01'], 4)).toBeNull();
});

test('the drawing has its numbers in a table as well', () => {
  const html = drawn(page('operators/sergei/'), model);
  expect(html).toContain('role="img" aria-label="2 records in 53 weeks, from 12 May 2025 to 11 May 2026.');
  expect(textOf(html)).toMatch(/Week of Records 11 May 2026 1 30 March 2026 1/);
});

test('the list of an empty repository says what to do', () => {
  const nobody = { ...siteModel([]), operators: [] };
  const [list] = operatorPages(nobody, relationsOf(nobody));
  expect(textOf(drawn(list!, nobody))).toContain('canon init');
});

test('in Russian no English is left', () => {
  const russian = siteModel(
    records.map((record) => ({ ...record, title: 'Запись' })),
    { language: 'ru', title: 'Сайт' },
  );
  for (const one of operatorPages(russian, relationsOf(russian))) {
    const [, main = ''] = /<main[^>]*>(.*)<\/main>/s.exec(drawn(one, russian)) ?? [];
    const ids =
      /Roman|Sergei|anna|RT|SK|CONV-10|P\d|Rewrite \/resume|approve the sender address|send the keys|two domains or one\?|0007-one-sender|locks|flip|later|w1|q1|canon|operators\.yaml|T\d\d/g;
    expect(textOf(main).replace(ids, ''), one.url).not.toMatch(/[A-Za-z]{2,}/);
  }
});

test('what imported sessions have left stands behind what was handed off, each thing once', () => {
  const old = (id: string, created: string): SomeRecord => ({
    kind: 'session',
    id,
    owner: 'sergei',
    status: 'imported',
    created,
    waiting: [{ id: 'w1', text: 'renew it', for: 'roman', open: true, line: 9 }],
  });
  const model = siteModel([...records, old('SK-240102-01', '2024-01-02'), old('SK-240101-01', '2024-01-01')]);
  const [list, roman] = operatorPages(model, relationsOf(model)).map((page) => textOf(drawn(page, model)));
  expect(list).toContain('4 things wait');
  expect(roman).toMatch(
    /send the keys .* two domains or one\? .* renew it from Sergei 2 January 2024 imported 2 times SK-240102-01#w1/,
  );
});
