import { expect, test } from 'vitest';
import { readPayload } from '../../src/host/payload/index.ts';
import { joinLines } from '../../src/telemetry/calls.ts';
import type { CallEvent, JournalLine } from '../../src/telemetry/event.ts';
import { segmentsOf } from '../../src/telemetry/segments.ts';

// Codex tells nothing of a call that fails but that it begins.

const event = (e: CallEvent['e'], id: string, t: number): CallEvent => ({
  e,
  t,
  host: 'codex',
  id,
  tool: 'Bash',
});
const end: JournalLine = { e: 'end', t: 99, host: 'codex' };
const shown = (lines: readonly JournalLine[]): [string, boolean][] =>
  joinLines(lines).calls.map(({ id, failed }) => [id, failed]);

test('a call that began and was told of again counts once, as what became of it', () => {
  const lines = [event('begin', 'a', 1), event('use', 'a', 2), end];
  expect(shown(lines)).toEqual([['a', false]]);
  // Two hooks of one call may be kept in either order, and a killed fold does its last lines again.
  expect(shown([event('use', 'a', 2), event('begin', 'a', 1), end])).toEqual([['a', false]]);
  expect(shown([...lines, ...lines])).toEqual([['a', false]]);
});

test('one that was never told of again has failed, as soon as something else is told', () => {
  expect(shown([event('begin', 'a', 1), event('begin', 'b', 2), event('use', 'b', 3)])).toEqual([
    ['a', true],
    ['b', false],
  ]);
  expect(shown([event('begin', 'a', 1), end])).toEqual([['a', true]]);
  // The end is noted at once, the call when it is folded.
  expect(shown([end, event('begin', 'a', 98)])).toEqual([['a', true]]);
  expect(shown([end, event('begin', 'resumed', 100)])).toEqual([]);
});

test('calls side by side come out as they went', () => {
  const lines = [event('begin', 'a', 1), event('begin', 'b', 1), event('use', 'b', 2), event('use', 'a', 3)];
  expect(shown(lines)).toEqual([
    ['a', false],
    ['b', false],
  ]);
});

test('one that is going on is no call yet: it may be the handoff that asks', () => {
  expect(shown([event('use', 'x', 1), event('begin', 'a', 2)])).toEqual([['x', false]]);
});

test('each call is of one record, the one that ran a handoff of the next', () => {
  const mark = (record: string, t: number): JournalLine => ({ e: 'record', t, record });
  const journal = joinLines([
    event('begin', 'a', 1),
    event('begin', 'handoff', 2),
    mark('RT-260511-01', 3),
    event('use', 'handoff', 4),
    event('begin', 'b', 5),
    event('use', 'b', 6),
    mark('RT-260511-02', 7),
  ]);
  const { records, open } = segmentsOf(journal, () => true);
  const ids = [...records].map(([record, calls]) => [record, calls.map(({ id }) => id)]);
  expect(ids).toEqual([
    ['RT-260511-01', ['a']],
    ['RT-260511-02', ['handoff', 'b']],
  ]);
  expect(open).toEqual([]);
});

test('of Codex the beginning is kept, of others it is no call', () => {
  const payload = {
    session_id: 's',
    hook_event_name: 'PreToolUse',
    tool_name: 'Bash',
    tool_use_id: 'call_1',
  };
  expect(readPayload('codex', payload, 7)?.event).toEqual({ ...event('begin', 'call_1', 7) });
  expect(readPayload('claude-code', payload, 7)).toEqual({ session: 's', event: undefined });
});
