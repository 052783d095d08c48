import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Call, joinLines } from '../../src/telemetry/calls.ts';
import { countCalls } from '../../src/telemetry/counts.ts';
import type { CallEvent, JournalLine } from '../../src/telemetry/event.ts';
import { isHandoffCall, isUnclosed, segmentsOf } from '../../src/telemetry/segments.ts';
import { runs } from '../support/runs.ts';
import { callLine } from './lines.ts';

const few = fc.constantFrom('a', 'b', 'c', 'd', '__proto__');
const lines = fc.array(callLine(few), { maxLength: 12 });

/** What is known of each call, without the place it is told at. */
const known = (calls: readonly Call[]): unknown[] =>
  calls.map((call) => ({ ...call, seq: 0 })).toSorted((a, b) => (a.id < b.id ? -1 : 1));

test('told in any order, and however often, it is the same calls', () => {
  fc.assert(
    fc.property(lines, fc.infiniteStream(fc.nat()), (told, random) => {
      const again = told.filter(() => (random.next().value ?? 0) % 2 === 0);
      const shuffled = [...told, ...again]
        .map((line) => ({ line, at: random.next().value ?? 0 }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ line }) => line);
      expect(known(joinLines(shuffled).calls)).toEqual(known(joinLines(told).calls));
    }),
    { numRuns: runs(300) },
  );
});

test('every id that is told of is one call, and fails by the rules', () => {
  fc.assert(
    fc.property(lines, (told) => {
      const own = told.filter((line) => line.e !== 'batch');
      const listed = told.flatMap((line) => (line.e === 'batch' ? line.calls : []));
      const { calls } = joinLines(told);
      expect(new Set(calls.map(({ id }) => id))).toEqual(new Set([...own, ...listed].map(({ id }) => id)));
      expect(calls.length).toBe(new Set(calls.map(({ id }) => id)).size);
      const ended = calls.filter(({ id }) => own.some((event) => event.id === id));
      for (const { id, failed } of ended)
        expect(failed).toBe(own.some((event) => event.id === id && event.e === 'fail'));
    }),
    { numRuns: runs(200) },
  );
});

test('counts within a segment do not depend on the order of its lines', () => {
  fc.assert(
    fc.property(lines, lines, fc.infiniteStream(fc.nat()), (before, after, random) => {
      const shuffle = <T>(list: readonly T[]): T[] =>
        list
          .map((one) => ({ one, at: random.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one);
      const count = (journal: readonly JournalLine[]): unknown => {
        const { records, open } = segmentsOf(joinLines(journal), () => true);
        return [records.get('R') ?? [], open].map((calls) => countCalls(calls, { fold_tools: {} }));
      };
      const mark: JournalLine = { e: 'record', t: 1_700_000_050_000, record: 'R' };
      expect(count([...shuffle(before), mark, ...shuffle(after)])).toEqual(
        count([...before, mark, ...after]),
      );
    }),
    { numRuns: runs(200) },
  );
});

const use = (id: string, t: number, more: Partial<CallEvent> = {}): CallEvent => ({
  e: 'use',
  t,
  host: 'claude-code',
  id,
  tool: 'Bash',
  ...more,
});
const mark = (record: string, t = 0): JournalLine => ({ e: 'record', t, record });

/** What each record gets, and what is open, as ids. */
function shared(journal: readonly JournalLine[], there: readonly string[] = ['A', 'B']): string {
  const { records, open } = segmentsOf(joinLines(journal), (id) => there.includes(id));
  const ids = (calls: readonly Call[]): string => calls.map(({ id }) => id).join('');
  return [...[...records].map(([id, calls]) => `${id}:${ids(calls)}`), `open:${ids(open)}`].join(' ');
}

const [a, b, c] = [use('a', 1), use('b', 2), use('c', 3)];

const SHARES: readonly (readonly [what: string, journal: readonly JournalLine[], comes: string])[] = [
  ['nothing', [], 'open:'],
  ['no record yet', [a, b], 'open:ab'],
  ['a record, and work after it', [a, mark('A'), b], 'A:a open:b'],
  ['two records', [a, mark('A'), b, mark('B'), c], 'A:a B:b open:c'],
  ['a mark of no record counts for nothing', [a, mark('X'), b, mark('B'), c], 'B:ab open:c'],
  ['the same record again extends it', [a, mark('A'), b, mark('A'), c], 'A:ab open:c'],
  ['also after another one', [a, mark('A'), b, mark('B'), c, mark('A')], 'A:ac B:b open:'],
  ['a record of a session without calls', [mark('A'), a], 'A: open:a'],
  ['told again below the mark: it is where it was first', [a, mark('A'), { ...a, e: 'fail' }], 'A:a open:'],
  [
    'a batch is a first line as well',
    [{ e: 'batch', t: 1, host: 'x', calls: [{ id: 'a', tool: 'Bash' }] }, mark('A'), a],
    'A:a open:',
  ],
];

test.each(SHARES)('%s', (_what, journal, comes) => expect(shared(journal)).toBe(comes));

const HANDOFFS: readonly (readonly [
  what: string,
  journal: readonly JournalLine[],
  open: string,
  unclosed: boolean,
])[] = [
  ['the call that wrote the record', [a, mark('A', 100), use('h', 150, { ms: 80 })], 'h', false],
  ['work after it', [a, mark('A', 100), use('h', 150, { ms: 80 }), use('w', 300, { ms: 5 })], 'h', true],
  ['a call that began after it', [a, mark('A', 100), use('w', 150, { ms: 10 })], '', true],
  ['a call that ended before it and was told late', [a, mark('A', 100), use('l', 90, { ms: 80 })], '', true],
  [
    'without durations: the first command after it',
    [a, mark('A', 100), use('w', 160), use('h', 150)],
    'h',
    true,
  ],
  ['… and nothing else', [a, mark('A', 100), use('r', 120, { tool: 'Read' }), use('h', 150)], 'h', true],
  ['… alone', [a, mark('A', 100), use('h', 150)], 'h', false],
  ['no record at all', [use('w', 150)], '', true],
  ['a mark of no record', [a, mark('X', 100), use('h', 150, { ms: 80 })], '', true],
  [
    'a rerun of the same handoff',
    [a, mark('A', 100), use('h', 150, { ms: 80 }), mark('A', 200), use('i', 250, { ms: 90 })],
    'i',
    false,
  ],
];

test.each(HANDOFFS)('%s', (_what, journal, handoff, unclosed) => {
  const segments = segmentsOf(joinLines(journal), (id) => id === 'A');
  expect(
    segments.open
      .filter((call) => isHandoffCall(segments, call))
      .map(({ id }) => id)
      .join(),
  ).toBe(handoff);
  expect(isUnclosed(segments)).toBe(unclosed);
});

test('a hundred thousand lines of one session', () => {
  function* many(): Generator<JournalLine> {
    for (let n = 0; n < 50_000; n += 1) {
      yield use(`${n}`, n);
      yield { e: 'batch', t: n, host: 'claude-code', calls: [{ id: `${n}`, tool: 'Bash', failed: true }] };
      if (n % 1000 === 999) yield mark(`R${n}`);
    }
  }
  const { records, open } = segmentsOf(joinLines(many()), () => true);
  expect([records.size, open.length, records.get('R999')?.length]).toEqual([50, 0, 1000]);
});
