import { describe, expect, test } from 'vitest';
import { linksOf } from '../../src/site/view/links.ts';
import { relationsOf } from '../../src/site/view/relations.ts';
import { successionOf } from '../../src/site/view/succession.ts';
import { siteModel, type SomeRecord } from './model.ts';

function linked(records: readonly SomeRecord[]) {
  const model = siteModel(records);
  const links = linksOf(model, relationsOf(model).named);
  const record = (id: string) => model.records.find(({ row }) => row.id === id)!;
  const said = (id: string, way: 'from' | 'to'): string[] =>
    links[way](record(id)).map((one) => `${one.record.row.id}: ${one.via.join(', ')}`);
  return { links, record, out: (id: string) => said(id, 'from'), into: (id: string) => said(id, 'to') };
}

describe('links between records', () => {
  test('what the frontmatter and the text of a record name is linked both ways, once for each record', () => {
    const { out, into } = linked([
      { kind: 'plan', id: 'flip' },
      { kind: 'workstream', id: 'hook', plan: 'flip' },
      { kind: 'workstream', id: 'vault', plan: 'flip', blockedBy: ['hook'] },
      { kind: 'session', id: 'RT-260511-01', workstream: 'hook', facts: { links: ['plans/flip.md'] } },
      {
        kind: 'session',
        id: 'RT-260511-02',
        parent: 'RT-260511-01',
        closes: ['RT-260511-01#w1', 'plan:flip#q1'],
        facts: { links: ['docs/sessions/RT-260511-01.md', 'docs/nowhere.md'] },
      },
      { kind: 'learning', id: 'locks', source: 'RT-260511-01', deprecatedBy: 'gone' },
    ]);
    expect(out('RT-260511-02')).toEqual(['RT-260511-01: parent, closes, body', 'flip: closes']);
    expect(into('RT-260511-01').toSorted()).toEqual(['RT-260511-02: parent, closes, body', 'locks: source']);
    expect(into('hook').toSorted()).toEqual(['RT-260511-01: workstream', 'vault: blocked_by']);
    expect(into('flip').toSorted()).toEqual([
      'RT-260511-01: body',
      'RT-260511-02: closes',
      'hook: plan',
      'vault: plan',
    ]);
    expect(out('locks')).toEqual(['RT-260511-01: source']);
  });

  test('an alias means the record that has it, unless it is a live id; nothing links to itself', () => {
    const { out } = linked([
      { kind: 'plan', id: 'new', aliases: ['old', 'taken'], facts: { links: ['plans/new.md'] } },
      { kind: 'plan', id: 'taken' },
      { kind: 'workstream', id: 'one', plan: 'old' },
      { kind: 'workstream', id: 'two', plan: 'taken' },
    ]);
    expect([out('one'), out('two'), out('new')]).toEqual([['new: plan'], ['taken: plan'], []]);
  });

  test('versions are found from either side, in order, and once round a circle', () => {
    const { links, record } = linked([
      { kind: 'adr', id: '0001-a', supersededBy: '0002-b' },
      { kind: 'adr', id: '0002-b' },
      { kind: 'adr', id: '0003-c', supersedes: ['0002-b'] },
      { kind: 'adr', id: '0004-x', supersededBy: '0005-y' },
      { kind: 'adr', id: '0005-y', supersededBy: '0004-x' },
    ]);
    const ids = (refs: readonly { id: string }[]): string[] => refs.map(({ id }) => id);
    const middle = successionOf(record('0002-b'), links);
    expect([ids(middle.replaces), ids(middle.replacedBy), middle.chain]).toEqual([
      ['0001-a'],
      ['0003-c'],
      [],
    ]);
    expect(ids(successionOf(record('0001-a'), links).chain)).toEqual(['0001-a', '0002-b', '0003-c']);
    expect(ids(successionOf(record('0004-x'), links).replacedBy)).toEqual(['0005-y']);
  });
});
