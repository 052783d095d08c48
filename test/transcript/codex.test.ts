import { symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compare } from '../../src/telemetry/verify.ts';
import { timeOfId } from '../../src/transcript/codex-files.ts';
import { FIXTURES, ROLLOUT, home } from './kit.ts';

const DAY = '.codex/sessions/2026/11/22';
const FILE = `${DAY}/rollout-2026-11-22T15-28-30-${ROLLOUT}.jsonl`;
/** A turn of the session, and one of another session that is older. */
const TURN = '01a203df-85bc-73b1-a103-d0d9afdbc5ec';
const OLD_TURN = '01a203d0-85bc-73b1-a103-d0d9afdbc5ec';

const line = (type: string, payload: object): object => ({
  timestamp: '2026-11-22T15:28:31.000Z',
  type,
  payload,
});
const item = (payload: object, turn = TURN): object =>
  line('response_item', { ...payload, internal_chat_message_metadata_passthrough: { turn_id: turn } });
const call = (id: string, name: string, more: object = {}): object =>
  item({ type: 'function_call', call_id: id, name, arguments: '{}', ...more });
const output = (id: string, text: unknown): object =>
  item({ type: 'function_call_output', call_id: id, output: text });
const done = (item_: object): object =>
  line('event_msg', { type: 'item_completed', turn_id: TURN, item: item_ });
const meta = (more: object = {}): object =>
  line('session_meta', { session_id: ROLLOUT, id: ROLLOUT, ...more });
const tokens = (input: number, cached: number, out: number, written = 0): object =>
  line('event_msg', {
    type: 'token_count',
    info: {
      total_token_usage: {
        input_tokens: input,
        cached_input_tokens: cached,
        cache_write_input_tokens: written,
        output_tokens: out,
      },
    },
  });
const ENDED = 'Chunk ID: 58a0bc\nWall time: 0.0000 seconds\nProcess exited with code 0\nOutput:\nhi\n';

test('a real rollout: its call under the name that hooks give it, the last sum of tokens', () => {
  const transcript = join(FIXTURES, `codex/rollout-2026-11-22T15-28-30-${ROLLOUT}.jsonl`);
  const facts = home().read('codex', ROLLOUT, { transcript });
  expect(Object.fromEntries(facts?.calls ?? [])).toEqual({ call_1: { tool: 'Bash', result: true } });
  expect(facts).toMatchObject({
    path: transcript,
    tokens: { input: 160, output: 20, cache_read: 40, cache_creation: 0 },
    model: 'gpt-5.5',
    lines: 19,
    skipped: 0,
  });
  expect(new Date(facts?.first ?? 0).toISOString()).toBe('2026-11-22T15:28:30.158Z');
});

test.each([
  ['a command that ended', [call('a', 'exec_command'), output('a', ENDED)], { tool: 'Bash', result: true }],
  [
    'a command that failed, which fires all the same',
    [
      call('a', 'exec_command'),
      output('a', ENDED.replace('code 0', 'code 3')),
      done({ type: 'CommandExecution', id: 'a', status: 'failed' }),
    ],
    { tool: 'Bash', result: true, failed: true },
  ],
  [
    'a command that runs on when it is answered: its hook comes at its end, if anybody waits for it',
    [
      call('a', 'exec_command'),
      output(
        'a',
        'Wall time: 1 seconds\nProcess running with session ID 7\nOutput:\nProcess exited with code 0\n',
      ),
    ],
    { tool: 'Bash', result: true, no_hook: true },
  ],
  [
    'input for a command that runs',
    [call('a', 'write_stdin'), output('a', ENDED)],
    { tool: 'write_stdin', result: true, no_hook: true },
  ],
  [
    'a shell of older versions',
    [
      item({ type: 'local_shell_call', call_id: 'a', status: 'completed' }),
      output('a', 'Exit code: 1\nWall time: 1\nOutput:\n'),
    ],
    { tool: 'Bash', result: true, failed: true, no_hook: true },
  ],
  ['a plan', [call('a', 'update_plan'), output('a', 'Plan updated')], { tool: 'update_plan', result: true }],
  [
    'a tool of a server',
    [
      call('a', 'search', { namespace: 'mcp__notion__' }),
      done({ type: 'McpToolCall', id: 'a', server: 'notion', tool: 'search', status: 'completed' }),
      output('a', [{ type: 'input_text', text: 'x' }]),
    ],
    { tool: 'mcp__notion__search', result: true },
  ],
  [
    'a tool of a server that failed',
    [
      call('a', 'search', { namespace: 'mcp__notion' }),
      output('a', 'x'),
      done({ type: 'McpToolCall', id: 'a', server: 'notion', tool: 'search', status: 'failed' }),
    ],
    { tool: 'mcp__notion__search', result: true, failed: true, no_hook: true },
  ],
  [
    'a patch',
    [
      item({ type: 'custom_tool_call', call_id: 'a', name: 'apply_patch', input: '*** Begin' }),
      item({
        type: 'custom_tool_call_output',
        call_id: 'a',
        output: 'Exit code: 0\nWall time: 0 seconds\nOutput:\nSuccess.',
      }),
    ],
    { tool: 'apply_patch', result: true },
  ],
  [
    'a patch that does not apply',
    [call('a', 'apply_patch'), output('a', 'apply_patch verification failed: no')],
    { tool: 'apply_patch', result: true, failed: true, no_hook: true },
  ],
  [
    'a tool that there is not',
    [call('a', 'grep'), output('a', 'unsupported call: grep')],
    { tool: 'grep', result: true, failed: true, no_hook: true },
  ],
  [
    'a call that was interrupted, though it has an answer',
    [call('a', 'exec_command'), output('a', 'Wall time: 2.5 seconds\naborted by user')],
    { tool: 'Bash', result: false },
  ],
  [
    'an answer that does not tell',
    [call('a', 'x'), output('a', 'hm')],
    { tool: 'x', result: true, no_hook: true },
  ],
  [
    'a tool of a namespace with the name of another',
    [call('a', 'wait', { namespace: 'multi_agent_v1' }), output('a', '{}')],
    { tool: 'wait', result: true },
  ],
  [
    'the same of another tool',
    [call('a', 'update_plan'), output('a', 'aborted by user after 5.0s')],
    { tool: 'update_plan', result: false },
  ],
  ['a call without an answer', [call('a', 'update_plan')], { tool: 'update_plan', result: false }],
  [
    'an answer before its call',
    [output('a', ENDED), call('a', 'exec_command')],
    { tool: 'Bash', result: true },
  ],
  [
    'a search of the service',
    [item({ type: 'web_search_call', id: 'a', status: 'completed' })],
    { tool: 'web_search', result: true, no_hook: true },
  ],
  [
    'a cell of code',
    [
      item({ type: 'custom_tool_call', call_id: 'a', name: 'exec' }),
      item({ type: 'custom_tool_call_output', call_id: 'a', output: 'x' }),
    ],
    { tool: 'exec', result: true, no_hook: true },
  ],
  [
    'what a cell of code called',
    [done({ type: 'CommandExecution', id: 'a', status: 'completed' })],
    { tool: 'Bash', result: true, no_hook: true },
  ],
])('%s', (_, lines, expected) => {
  const place = home();
  place.write(FILE, meta(), ...lines);
  expect(Object.fromEntries(place.read('codex', ROLLOUT)?.calls ?? [])).toEqual({ a: expected });
});

test.each([
  ['messages of a turn', [item({ type: 'message', id: 'x', content: [{ text: '"function_call"' }] })]],
  [
    'a history that was compacted',
    [line('compacted', { replacement_history: [{ type: 'function_call', call_id: 'x' }] })],
  ],
  ['other items', [done({ type: 'UserMessage', id: 'x' }), done({ type: '__proto__', id: 'x' })]],
  ['what is no object', ['"_call"\n', '[{"_call":1}]\n', '{"type":"response_item","payload":"_call"}\n']],
  [
    'a turn of the session this one was forked from',
    [
      item({ type: 'function_call', call_id: 'x', name: 'shell' }, OLD_TURN),
      line('turn_context', { turn_id: OLD_TURN }),
      line('response_item', { type: 'function_call', call_id: 'y', name: 'shell' }),
      line('turn_context', { turn_id: TURN }),
    ],
  ],
])('%s are no calls', (_, lines) => {
  const place = home();
  place.write(FILE, meta(), meta({ id: OLD_TURN }), ...lines, call('a', 'update_plan'));
  expect([...(place.read('codex', ROLLOUT)?.calls.keys() ?? [])]).toEqual(['a']);
});

test('sums of tokens go on: the last one counts, and what came from the cache is apart', () => {
  const place = home();
  place.write(
    FILE,
    meta(),
    tokens(100, 20, 10),
    tokens(300, 120, 30, 40),
    line('event_msg', { type: 'token_count', info: null }),
  );
  expect(place.read('codex', ROLLOUT)?.tokens).toEqual({
    input: 140,
    output: 30,
    cache_read: 120,
    cache_creation: 40,
  });
});

// Driven with tools of every kind, beside hooks that kept what they were told: these are the calls that fired.
test.each([
  [
    'tools that succeed and fail, a subagent',
    '01a2161f-9031-75a1-ba65-289f89bc5b7a',
    [
      'call_default_0_0_exec_command',
      'call_default_1_0_exec_command',
      'call_default_3_0_apply_patch',
      'call_default_5_0_exec_command',
      'call_default_10_0_spawn_agent',
      'call_default_12_1_exec_command',
      'call_SUBTASK_0_0_exec_command',
    ],
    { in_transcript: 18, no_hook: 11, unfinished: [] },
    { input: 1360, output: 170, cache_read: 340, cache_creation: 0 },
  ],
  [
    'a server, and an interruption',
    '01a21621-15d1-7593-bb2b-00830b3cb411',
    ['call_default_1_0_fetch'],
    {
      in_transcript: 7,
      no_hook: 5,
      unfinished: [{ id: 'call_default_3_0_exec_command', tool: 'Bash' }],
    },
    { input: 400, output: 50, cache_read: 100, cache_creation: 0 },
  ],
  [
    'a fork of that one',
    '01a21621-c87f-7050-afc0-7a28c6149c61',
    [],
    { in_transcript: 0, no_hook: 0, unfinished: [] },
    { input: 80, output: 10, cache_read: 20, cache_creation: 0 },
  ],
])('a real session of %s: what fired is all there was to record', (_, session, fired, expected, used) => {
  const facts = home().read('codex', session, { env: { CODEX_HOME: join(FIXTURES, 'codex-home') } });
  const verification = compare(
    fired.map((id) => ({ id, tool: 'x' })),
    facts,
    true,
  );
  expect({ ...verification, no_hook: verification.no_hook.length }).toMatchObject({
    proof: 'complete',
    missing: [],
    surplus: [],
    ...expected,
  });
  // Of those that fired, each would be missed, but for the one that was told only when its end was waited for.
  const { missing } = compare([], facts);
  expect(missing.map(({ id }) => id)).toEqual(fired.filter((id) => id !== 'call_default_5_0_exec_command'));
  expect(facts?.tokens).toEqual(used);
});

test('threads of subagents name the session in their first line', () => {
  const place = home();
  const child = '01a203df-8580-7000-8000-000000000001';
  const main = place.write(FILE, meta(), call('a', 'spawn_agent'), output('a', '{}'), tokens(10, 0, 1));
  place.write(
    `${DAY}/rollout-2026-11-22T15-30-00-${child}.jsonl`,
    meta({ id: child, agent_role: 'explorer' }),
    item({ type: 'function_call', call_id: 'b', name: 'update_plan' }, OLD_TURN),
    call('c', 'exec_command'),
    output('c', ENDED),
    tokens(20, 5, 2),
  );
  place.write(
    `.codex/sessions/2026/11/23/rollout-2026-11-23T00-30-00-${child}.jsonl`,
    meta({ id: child }),
    call('d', 'update_plan'),
  );
  place.write(
    `${DAY}/rollout-2026-11-22T15-40-00-other.jsonl`,
    meta({ session_id: 'other' }),
    call('e', 'update_plan'),
  );
  symlinkSync(
    place.write('outside.jsonl', meta(), call('f', 'update_plan')),
    join(place.dir, `${DAY}/rollout-x-y.jsonl`),
  );
  // As far as the day after the last line of the session.
  const written = Date.UTC(2026, 10, 22, 20) / 1000;
  utimesSync(main, written, written);
  const facts = place.read('codex', ROLLOUT);
  expect(Object.fromEntries(facts?.calls ?? [])).toEqual({
    a: { tool: 'spawn_agent', result: true },
    c: { tool: 'Bash', agent: 'explorer', result: true },
    d: { tool: 'update_plan', result: false },
  });
  expect(facts?.tokens).toEqual({ input: 25, output: 3, cache_read: 5, cache_creation: 0 });
});

test('a rollout is found by what a payload named, by the day of its id, or by its name', () => {
  const place = home();
  expect(place.read('codex', ROLLOUT)).toBeUndefined();
  const late = place.write(`.codex/sessions/2027/01/05/rollout-x-${ROLLOUT}.jsonl`, meta());
  expect(place.read('codex', ROLLOUT)?.path).toBe(late);
  const usual = place.write(`.codex/sessions/2026/11/23/rollout-x-${ROLLOUT}.jsonl`, meta());
  expect(place.read('codex', ROLLOUT)?.path).toBe(usual);
  const named = place.write(`kept/rollout-x-${ROLLOUT}.jsonl`, meta());
  expect(place.read('codex', ROLLOUT, { transcript: named })?.path).toBe(named);
  // Codex names the folder of the project where it keeps no file; and a file of another name is not this one's.
  for (const transcript of [place.dir, '/home/dev/project', place.write('kept/other.jsonl', meta())])
    expect(place.read('codex', ROLLOUT, { transcript })?.path).toBe(usual);
  expect(place.read('codex', '../../outside')).toBeUndefined();
  expect(place.read('codex', ROLLOUT, { env: { CODEX_HOME: join(place.dir, 'nothing') } })).toBeUndefined();
});

test('the time of an id', () => {
  expect(new Date(timeOfId(ROLLOUT) ?? 0).toISOString()).toBe('2026-11-22T15:28:30.050Z');
  expect(timeOfId('0bf6ece3-364b-4a66-88ee-b88f91ae50bf')).toBeUndefined();
  expect(timeOfId('')).toBeUndefined();
});
