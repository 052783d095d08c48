import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Parts, partition, type Question } from '../../src/resume/partition.ts';
import { rivals } from '../../src/resume/last.ts';
import { select } from '../../src/resume/select.ts';
import { rowSet } from '../../src/store/row-set.ts';
import type { Row } from '../../src/work/row.ts';
import { runs } from '../support/runs.ts';

const STREAMS = ['flip', 'hook', 'site', 'old'];
const session = fc.record(
  {
    owner: fc.constantFrom('roman', 'sergei', 'olga'),
    workstream: fc.constantFrom(...STREAMS),
    branch: fc.constantFrom('main', 'main', 'main', 'roman/hook', 'side'),
    status: fc.constantFrom('handed-off', 'handed-off', 'imported', 'auto'),
    replaces: fc.boolean(),
    continues: fc.boolean(),
    open: fc.boolean(),
  },
  { requiredKeys: ['owner', 'status'] },
);
const history = fc.array(session, { maxLength: 90 }).map((sessions) =>
  sessions.map(({ replaces, continues, open, ...rest }, at): Row => {
    const id = (number: number): string => `RT-260511-${String(number).padStart(3, '0')}`;
    const day = String(1 + (at % 28)).padStart(2, '0');
    return {
      ...rest,
      kind: 'session',
      id: id(at),
      path: `docs/sessions/${id(at)}.md`,
      title: `Session ${at}`,
      created: `2026-0${1 + Math.floor(at / 28)}-${day}T10:${at % 60 < 10 ? '0' : ''}${at % 60}:00Z`,
      // Seldom more than one after the other.
      ...(replaces && at % 3 === 0 && at > 0 ? { supersedes: [id(at - 1)] } : {}),
      ...(continues && at > 0 ? { parent: id(at - 1) } : {}),
      ...(open && at % 7 === 0
        ? { waiting: [{ id: 'w1', text: 'x', for: 'roman', open: true, line: 9 }] }
        : {}),
    };
  }),
);
const streams = fc.constantFrom('active', 'done', 'blocked', 'superseded').map((status) =>
  STREAMS.map((id, at): Row => ({
    kind: 'workstream',
    id,
    path: `workstreams/${id}.md`,
    title: id,
    status: at === 3 ? 'done' : status,
    owner: at % 2 === 0 ? 'roman' : 'sergei',
    created: '2026-01-01',
  })),
);

test('of the rows that are picked the same dashboard is made as of all of them', () => {
  fc.assert(
    fc.property(
      history,
      streams,
      fc.constantFrom('main', 'roman/hook', 'side', 'new', null),
      fc.boolean(),
      (sessions, workstreams, branch, all) => {
        const rows = rowSet(undefined, new Set(), [...sessions, ...workstreams]);
        const question: Question = { subject: 'roman', target: undefined, operators: [], branch, all };
        const picked = select(rows, question);
        const seen = (parts: Parts): unknown => ({
          ...parts,
          among: undefined,
          rivals: parts.last && rivals(parts.among, parts.last, 30),
        });
        expect(seen(partition(picked, question))).toEqual(
          seen(partition({ ...picked, rows: rows.all() }, question)),
        );
      },
    ),
    { numRuns: runs(300) },
  );
});

test('an id that is only settled, and so not picked, is still no alias of another record', () => {
  const session = (id: string, created: string, more: Partial<Row> = {}): Row => ({
    kind: 'session',
    id,
    path: `docs/sessions/${id}.md`,
    title: id,
    owner: 'olga',
    created,
    ...more,
  });
  const waiting = [{ id: 'w1', text: 'x', for: 'roman', open: true, line: 9 }];
  const rows = [
    session('RT-9', '2026-05-03', { closes: ['RT-1#w1'] }),
    session('RT-2', '2026-05-02', { waiting, aliases: ['RT-1'] }),
  ];
  const question = { subject: 'roman', target: undefined, operators: [], branch: 'main', all: false };
  const waits = (all: readonly Row[]): number =>
    partition(select(rowSet(undefined, new Set(), all), question), question).waiting.total;
  expect(waits(rows)).toBe(0);
  expect(waits([...rows, session('RT-1', '2026-05-01')])).toBe(1);
});
