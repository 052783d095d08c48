import { expect, test } from 'vitest';
import type { Row } from '../../src/work/row.ts';
import { type Standing, standingsOf } from '../../src/work/standing.ts';

type Some = Partial<Row> & Pick<Row, 'id'>;

/** Where records stand, by their ids; in the opposite order they have to stand there as well. */
function standing(...some: readonly Some[]): Record<string, Standing> {
  const rows = some.map((row): Row => ({ path: `${row.id}.md`, kind: 'session', title: row.id, ...row }));
  const read = (all: readonly Row[]): Record<string, Standing> => {
    const standingOf = standingsOf(all);
    return Object.fromEntries(rows.map((row) => [row.id, standingOf(row)]));
  };
  expect(read(rows.toReversed())).toEqual(read(rows));
  return read(rows);
}

test('a session is superseded by what says so, also where its own state stays what it was', () => {
  expect(
    standing(
      { id: 'a', status: 'handed-off' },
      { id: 'b', status: 'handed-off', supersedes: ['a'], supersededBy: 'c' },
      { id: 'c', status: 'handed-off' },
    ),
  ).toEqual({
    a: { status: 'superseded', supersededBy: 'c' },
    b: { status: 'superseded', supersededBy: 'c' },
    c: { status: 'handed-off', supersededBy: undefined },
  });
});

test('other kinds say their state themselves, a deprecated learning names its successor', () => {
  const { a, b } = standing(
    { id: 'a', kind: 'plan', status: 'ratified' },
    { id: 'other', kind: 'plan', supersedes: ['a'] },
    { id: 'b', kind: 'learning', status: 'deprecated', deprecatedBy: 'c' },
    { id: 'c', kind: 'learning', status: 'active' },
  );
  expect(a).toEqual({ status: 'ratified', supersededBy: 'other' });
  expect(b).toEqual({ status: 'deprecated', supersededBy: 'c' });
});

test('of two that took its place the newer counts; old ids are known', () => {
  const { a } = standing(
    { id: 'a', aliases: ['was-a'] },
    { id: 'b', created: '2026-05-02', supersedes: ['was-a'] },
    { id: 'c', created: '2026-05-03', supersedes: ['a'] },
  );
  expect(a?.supersededBy).toBe('c');
});

test('what does not parse is broken, and what is from before canon legacy', () => {
  const { a, b, c } = standing(
    { id: 'a', fault: { code: 'E' }, status: 'handed-off' },
    { id: 'b', legacy: true },
    { id: 'c', legacy: true, status: 'imported' },
  );
  expect([a?.status, b?.status, c?.status]).toEqual(['broken', 'legacy', 'imported']);
});
