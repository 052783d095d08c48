import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Call } from '../../src/telemetry/calls.ts';
import { commitOwners } from '../../src/telemetry/commit-owners.ts';
import type { CallEvent } from '../../src/telemetry/event.ts';
import { appendLines } from '../../src/telemetry/journal-append.ts';
import { runs } from '../support/runs.ts';
import { sandbox } from '../support/sandbox.ts';

const T = Date.UTC(2026, 4, 11, 12, 0, 0);
const OID = 'abc1234def'.padEnd(40, '0');
const moment = (ms: number): string => new Date(ms).toISOString();

let ids = 0;
type Made = Pick<CallEvent, 't' | 'ms' | 'commits' | 'committing'>;
const event = (made: Made): CallEvent => ({
  e: 'use',
  host: 'h',
  id: `${(ids += 1)}`,
  tool: 'Bash',
  ...made,
});
const callOf = ({ t, ...made }: Made): Call => ({
  id: `${(ids += 1)}`,
  tool: 'Bash',
  host: 'h',
  at: t,
  failed: false,
  seq: ids,
  ...made,
});

/** Whose the commit of a moment is, made while one session made these calls and another those. */
function ownerOf(mine: readonly Made[], others: readonly Made[], committed: number, oid = OID): unknown {
  const { dir: local } = sandbox();
  appendLines({ local }, 'other', others.map(event));
  const own = [{ id: 'mine', calls: mine.map(callOf) }];
  return commitOwners({ local, root: '/p' }, own, 0)?.({ oid, committed: moment(committed) });
}

const named = (t: number, ms?: number, hash = 'abc1234'): Made => ({
  t,
  commits: [hash],
  ...(ms === undefined ? {} : { ms }),
});
const quiet = (t: number, ms: number): Made => ({ t, ms, committing: true });

test('who prints the name of a commit has not made it', () => {
  expect(ownerOf([named(T, 1000)], [named(T + 60_000, 100)], T)).toBe('own');
  expect(ownerOf([named(T + 60_000, 100)], [named(T, 1000)], T)).toBe('other');
  expect(ownerOf([named(T + 60_000, 100)], [named(T - 60_000, 100)], T)).toBe('nobody');
  expect(ownerOf([quiet(T, 1000)], [named(T + 60_000, 100)], T)).toBe('own');
});

test('a name counts while its call ran, as long as that may have been', () => {
  for (const [made, owner] of [
    [named(T, 0), 'other'],
    [named(T + 2000, 0), 'other'],
    [named(T + 2001, 0), 'nobody'],
    [named(T - 2000, 0), 'other'],
    [named(T - 2001, 0), 'nobody'],
    [named(T + 50_000, 49_000), 'other'],
    [named(T + 300_000), 'other'],
    [named(T + 900_000), 'nobody'],
    [named(T, 0, 'abc1234def0'), 'other'],
    [named(T, 0, 'abc1234de1'), 'nobody'],
    [named(T, 0, 'abc'), 'nobody'],
  ] as const)
    expect(ownerOf([], [made], T), JSON.stringify(made)).toBe(owner);
  expect(ownerOf([], [], T)).toBeUndefined();
});

test('a commit without a name is of whoever was committing, among however many', () => {
  const span = fc.record({ t: fc.nat(200_000), ms: fc.nat(20_000) });
  fc.assert(
    fc.property(fc.array(span, { minLength: 1, maxLength: 30 }), fc.nat(200_000), (spans, at) => {
      const within = spans.some(({ t, ms }) => at >= t - ms - 1000 && at <= t + 1000);
      const mine = spans.map(({ t, ms }) => quiet(T + t, ms));
      expect(ownerOf(mine, [{ t: T }], T + at)).toBe(within ? 'own' : 'nobody');
    }),
    { numRuns: runs(50) },
  );
});

test('a commit of no time that can be read is nobody’s', () => {
  const { dir: local } = sandbox();
  appendLines({ local }, 'other', [event(named(T)), event(quiet(T, 1))]);
  expect(commitOwners({ local, root: '/p' }, [], 0)?.({ oid: OID, committed: 'x' })).toBe('nobody');
});
