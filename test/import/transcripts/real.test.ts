import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, textOf } from './kit.ts';

// Real transcripts, which are not this project's to pass on, stand beside the checkout where there are any.
const SHARED = join(import.meta.dirname, '../../../../shared/data');
const FIXTURES = join(import.meta.dirname, '../../transcript/fixtures');
const FOLDERS = [
  ...['claude-code', 'claude-config', 'codex', 'codex-home'].map((name) => join(FIXTURES, name)),
  ...['transcripts/spotter', 'hook-payloads/claude-code-2.1.330', 'hook-payloads/codex-0.169.0'].map((name) =>
    join(SHARED, name),
  ),
];

interface Counted {
  calls: Set<string>;
  failed: Set<string>;
  output: Map<string, number>;
}

/** What stands somewhere in a parsed line. */
const get = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>(
    (from, key) => (typeof from === 'object' && from !== null ? Reflect.get(from, key) : undefined),
    value,
  );
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const STOPPED = /^(User rejected|The user doesn't want|\[Request interrupted)/;

/** What the files of a folder say of each session, counted in another way: every line is parsed, and nothing is skipped. */
function countedIn(folder: string): Map<string, Counted> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => join(folder, name));
  const sessions = new Map<string, Counted>();
  const of = (session: string): Counted => {
    let one = sessions.get(session);
    if (!one) sessions.set(session, (one = { calls: new Set(), failed: new Set(), output: new Map() }));
    return one;
  };
  for (const file of files) {
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line): unknown => JSON.parse(line));
    if (get(lines[0], 'type') === 'session_meta') codex(lines, of);
    else claude(lines, of);
  }
  return sessions;
}

function claude(lines: readonly unknown[], of: (session: string) => Counted): void {
  for (const line of lines) {
    const type = get(line, 'type');
    const session = get(line, 'sessionId');
    if (type !== 'assistant' && type !== 'user') continue;
    // A fork begins with copies of another session's answers, and says so.
    const copied = get(line, 'requestSessionId') ?? get(line, 'forkedFrom', 'sessionId') ?? session;
    if (copied !== session) continue;
    const one = of(String(session));
    for (const block of listOf(get(line, 'message', 'content'))) {
      if (type === 'assistant' && get(block, 'type') === 'tool_use') one.calls.add(String(get(block, 'id')));
      if (get(block, 'type') !== 'tool_result' || get(block, 'is_error') !== true) continue;
      const said = get(block, 'content');
      // What the user stopped came to no end.
      if (!STOPPED.test(String(typeof said === 'string' ? said : get(said, '0', 'text'))))
        one.failed.add(String(get(block, 'tool_use_id')));
    }
    const usage = get(line, 'message', 'usage');
    if (type !== 'assistant' || !usage) continue;
    const key = `${String(get(line, 'message', 'id'))} ${String(get(line, 'requestId'))}`;
    one.output.set(key, Math.max(one.output.get(key) ?? 0, Number(get(usage, 'output_tokens') ?? 0)));
  }
}

const ITEMS: readonly unknown[] = ['CommandExecution', 'FileChange', 'McpToolCall'];

function codex(lines: readonly unknown[], of: (session: string) => Counted): void {
  const meta = get(lines[0], 'payload');
  const one = of(String(get(meta, 'session_id') ?? get(meta, 'id')));
  let total = 0;
  let before: number | undefined;
  for (const line of lines) {
    const payload = get(line, 'payload');
    if (get(line, 'type') === 'response_item' && String(get(payload, 'type')).endsWith('_call'))
      one.calls.add(String(get(payload, 'call_id') ?? get(payload, 'id')));
    if (ITEMS.includes(get(payload, 'item', 'type'))) one.calls.add(String(get(payload, 'item', 'id')));
    const sum = get(payload, 'info', 'total_token_usage', 'output_tokens');
    if (get(payload, 'type') !== 'token_count' || sum === undefined) continue;
    total = Number(sum);
    before ??= total - Number(get(payload, 'info', 'last_token_usage', 'output_tokens') ?? 0);
  }
  const forked = get(meta, 'forked_from_id') !== undefined;
  one.output.set(String(get(meta, 'id')), total - (forked ? (before ?? 0) : 0));
}

for (const folder of FOLDERS) {
  const name = folder.startsWith(SHARED)
    ? folder.slice(SHARED.length + 1)
    : folder.slice(FIXTURES.length + 1);
  const here = existsSync(folder);
  if (!here) console.warn(`SKIPPED: real transcripts are not at ${folder}`);
  test.skipIf(!here)(`every session of ${name}, counted twice over`, async () => {
    const expected = countedIn(folder);
    const p = place();
    const { items, problems, passed } = await p.read(folder);
    expect(problems).toEqual([]);
    const busy = [...expected].filter(([, one]) => one.calls.size > 0);
    for (const [session, { calls, failed, output }] of busy) {
      const item = items.find(({ id }) => id === session);
      expect(item?.fields, session).toMatchObject({
        telemetry: 'complete',
        tool_calls: calls.size,
        tokens: { output: [...output.values()].reduce((sum, one) => sum + one, 0) },
      });
      // A rollout of Codex does not say of each call whether it failed.
      const failures = [...failed].filter((id) => calls.has(id)).length;
      const isClaude = item?.fields['host'] === 'claude-code';
      expect(isClaude ? item?.fields['tool_failures'] : failures, session).toBe(failures);
      const sum = Object.values(item?.fields['tool_calls_breakdown'] as Record<string, number>);
      expect(sum.reduce((all, one) => all + one, 0)).toBe(calls.size);
      // Nothing of a machine's paths, and no user's words.
      expect(textOf(item)).not.toMatch(/\/home\//);
    }
    expect(items.length).toBeGreaterThanOrEqual(busy.length);
    expect(items.length + passed).toBeGreaterThanOrEqual(expected.size);
    // The same again: nothing of it depends on when it is read.
    expect((await p.read(folder)).items).toEqual(items);
    expect(statSync(folder).isDirectory()).toBe(true);
  });
}
