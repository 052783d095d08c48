import { describe, expect, test } from 'vitest';
import { previousSession } from '../../src/handoff/parent.ts';
import { rowSet } from '../../src/store/row-set.ts';
import { lineageOf, supersederOf } from '../../src/work/lineage.ts';
import type { Row } from '../../src/work/row.ts';

const row = (n: number, more: Partial<Row> = {}): Row => ({
  path: `docs/sessions/RT-260511-0${n}.md`,
  kind: 'session',
  id: `RT-260511-0${n}`,
  title: `Session ${n}`,
  owner: 'roman',
  branch: 'main',
  created: `2026-05-11T1${n}:00:00+02:00`,
  ...more,
});
const id = (n: number): string => `RT-260511-0${n}`;

const line = (session: Row, rows: readonly Row[], most?: number): string[] => {
  const { parents, more } = lineageOf(session, rows, most);
  return [...parents.map((one) => (one.row ? one.id : `${one.id}?`)), ...(more ? ['…'] : [])];
};

describe('the line of a session', () => {
  test('goes back from parent to parent, through old ids, to one that is not here', () => {
    const rows = [
      row(1, { parent: 'CONV-30' }),
      row(2, { parent: id(1) }),
      row(3, { parent: 'SK-260511-09', aliases: [] }),
      row(4, { id: 'SK-260511-07', aliases: ['SK-260511-09'], parent: id(2) }),
    ];
    expect(line(rows[2] as Row, rows)).toEqual(['SK-260511-07', id(2), id(1), 'CONV-30?']);
  });

  test('ends where records name each other in a circle, and after so many', () => {
    const rows = [row(1, { parent: id(3) }), row(2, { parent: id(1) }), row(3, { parent: id(2) })];
    expect(line(rows[2] as Row, rows)).toEqual([id(2), id(1)]);
    expect(line(row(4, { parent: id(3) }), rows, 2)).toEqual([id(3), id(2), '…']);
    expect(line(row(5, { parent: id(5) }), rows)).toEqual([]);
  });
});

describe('what has taken its place', () => {
  test('is what names it, or what it names, and of those superseded in turn the last', () => {
    const rows = [
      row(1),
      row(2, { supersedes: [id(1)], supersededBy: id(3), owner: 'sergei' }),
      row(3),
      row(4, { supersededBy: 'SK-260511-01' }),
    ];
    expect(supersederOf(rows[0] as Row, rows)?.id).toBe(id(3));
    expect(supersederOf(rows[2] as Row, rows)).toBeUndefined();
    expect(supersederOf(rows[3] as Row, rows)).toEqual({ id: 'SK-260511-01', row: undefined });
  });

  test('is one of them where records supersede each other', () => {
    const rows = [row(1, { supersedes: [id(2)] }), row(2, { supersedes: [id(1)] })];
    expect(supersederOf(rows[0] as Row, rows)?.id).toBe(id(2));
  });
});

describe('the session that a new one continues', () => {
  const rows = rowSet(undefined, new Set(), [
    row(1, { workstream: 'flip' }),
    row(2, { workstream: 'flip', owner: 'sergei', branch: 'other' }),
    row(3, { workstream: 'vault' }),
    row(4, { branch: 'other' }),
    row(5, { owner: 'sergei' }),
    row(6, { workstream: 'flip', stub: true }),
  ]);
  const before = (workstream: string | undefined, branch: string | null): string | undefined =>
    previousSession(rows, { id: id(9), operator: 'roman', workstream, branch });

  test('is the previous one on its workstream, whoever wrote it', () => {
    expect(before('flip', 'main')).toBe(id(2));
    expect(before('new', 'main')).toBeUndefined();
  });

  test('without a workstream it is the operator’s previous one on the branch', () => {
    expect(before(undefined, 'main')).toBe(id(3));
    expect(before(undefined, 'other')).toBe(id(4));
    expect(before(undefined, null)).toBeUndefined();
  });
});
