import { expect, test } from 'vitest';
import { cardMaker } from '../../src/site/view/card.ts';
import { thingsOf } from '../../src/site/view/folding.ts';
import { relationsOf } from '../../src/site/view/relations.ts';
import { siteModel, type SomeRecord } from './model.ts';

const session = (id: string, created: string, more: Partial<SomeRecord> = {}): SomeRecord => ({
  kind: 'session',
  id,
  created,
  status: 'handed-off',
  owner: 'roman',
  ...more,
});

/** What is on the index, as ids: the newest of each thing, and what is folded under it. */
function folded(records: readonly SomeRecord[]): (readonly [string, readonly string[]])[] {
  const model = siteModel(records);
  return thingsOf(model.records, relationsOf(model)).map(({ record, earlier }) => [
    record.row.id,
    earlier.map(({ row }) => row.id),
  ]);
}

test('a card says whose a record is, and of which plan', () => {
  const model = siteModel([
    { kind: 'plan', id: 'store', title: 'The store', status: 'ratified' },
    { kind: 'workstream', id: 'flip', plan: 'store', progress: { done: 4, total: 9 }, owner: 'roman' },
  ]);
  const card = cardMaker(model, relationsOf(model))(
    model.records.find(({ row }) => row.id === 'flip')!,
    true,
  );
  expect(card).toMatchObject({
    kind: 'workstream',
    url: 'workstreams/flip/',
    latest: true,
    owner: { name: 'Roman', url: 'operators/roman/' },
    plan: { id: 'store', title: 'The store' },
    progress: { done: 4, total: 9 },
  });
});

test('a session is of the plan of its workstream, unless it names another', () => {
  const model = siteModel([
    { kind: 'plan', id: 'store', title: 'The store' },
    { kind: 'plan', id: 'other', title: 'Another' },
    { kind: 'workstream', id: 'flip', plan: 'store' },
    session('RT-260511-02', '2026-05-11T12:00:00Z', { workstream: 'flip' }),
    session('RT-260511-01', '2026-05-11T10:00:00Z', { workstream: 'flip', plan: 'other' }),
  ]);
  const cardOf = cardMaker(model, relationsOf(model));
  const plans = model.records.map((record) => [record.row.id, cardOf(record).plan?.title]);
  expect(plans).toContainEqual(['RT-260511-02', 'The store']);
  expect(plans).toContainEqual(['RT-260511-01', 'Another']);
});

test('an owner who is no operator is called by the slug, and has a page as well', () => {
  const model = siteModel([session('RT-260511-01', '2026-05-11', { owner: 'ghost' })]);
  const card = cardMaker(model, relationsOf(model))(model.records[0]!);
  expect(card.owner).toEqual({ name: 'ghost', url: 'operators/ghost/' });
});

test('a session is superseded where another says so, and a record that does not parse is broken', () => {
  const model = siteModel([
    session('RT-260511-02', '2026-05-11T12:00:00Z', { supersedes: ['RT-260511-01'] }),
    session('RT-260511-01', '2026-05-11T10:00:00Z'),
    { kind: 'adr', id: '0001-a', fault: { code: 'E_FRONTMATTER_SYNTAX' } },
  ]);
  const cardOf = cardMaker(model, relationsOf(model));
  expect(model.records.map((record) => [record.row.id, cardOf(record).status])).toEqual([
    ['RT-260511-02', 'handed-off'],
    ['RT-260511-01', 'superseded'],
    ['0001-a', 'broken'],
  ]);
});

test('sessions on one workstream are one thing, also where one names it by an alias', () => {
  expect(
    folded([
      { kind: 'workstream', id: 'flip', aliases: ['turn'], created: '2026-05-01' },
      session('RT-260511-01', '2026-05-11', { workstream: 'turn' }),
      session('RT-260512-01', '2026-05-12', { workstream: 'flip' }),
      session('SK-260512-01', '2026-05-12', { owner: 'sergei' }),
      session('RT-260513-01', '2026-05-13', { workstream: 'flip' }),
    ]),
  ).toEqual([
    ['RT-260513-01', ['RT-260512-01', 'RT-260511-01']],
    ['SK-260512-01', []],
    ['flip', []],
  ]);
});

test('what is superseded folds under what took its place, whichever of them is dated later', () => {
  expect(
    folded([
      { kind: 'adr', id: '0001-a', created: '2026-05-09', supersededBy: '0002-b' },
      { kind: 'adr', id: '0002-b', created: '2026-05-02', supersedes: ['0001-a'], supersededBy: '0003-c' },
      { kind: 'adr', id: '0003-c', created: '2026-05-03' },
    ]),
  ).toEqual([['0003-c', ['0001-a', '0002-b']]]);
});

test('records that replace each other are all shown', () => {
  expect(
    folded([
      { kind: 'plan', id: 'a', created: '2026-05-02', supersededBy: 'b' },
      { kind: 'plan', id: 'b', created: '2026-05-01', supersededBy: 'a' },
    ]),
  ).toEqual([
    ['a', []],
    ['b', []],
  ]);
});
