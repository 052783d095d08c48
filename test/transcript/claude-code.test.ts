import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../src/transcript/claude-files.ts';
import { FIXTURES, RUN, S1, answer, home, result, use } from './kit.ts';

const ids = (facts: { calls: ReadonlyMap<string, unknown> } | undefined): string[] => [
  ...(facts?.calls.keys() ?? []),
];

test('a real session with a subagent: each call once, failures, tokens of each answer once', () => {
  const facts = home().read('claude-code', RUN, {
    transcript: join(FIXTURES, 'claude-code', `${RUN}.jsonl`),
  });
  expect(Object.fromEntries(facts?.calls ?? [])).toEqual({
    toolu_011_1: { tool: 'Bash', result: true },
    toolu_012_0: { tool: 'Write', result: true },
    toolu_012_1: { tool: 'Read', result: true },
    toolu_012_2: { tool: 'Read', result: true, failed: true },
    toolu_013_0: { tool: 'Edit', result: true },
    toolu_013_1: { tool: 'Bash', result: true, failed: true },
    toolu_014_0: { tool: 'Agent', result: true },
    toolu_015_0: { tool: 'Bash', agent: 'general-purpose', result: true },
    toolu_016_0: { tool: 'Grep', result: true, failed: true },
    toolu_016_1: { tool: 'Glob', result: true, failed: true },
    toolu_017_0: { tool: 'TodoWrite', result: true, failed: true },
  });
  // Eight answers of the session and two of the subagent, added up with another program.
  expect(facts?.tokens).toEqual({ input: 1055, output: 420, cache_read: 220, cache_creation: 110 });
  expect(facts).toMatchObject({ model: 'claude-opus-5-5', lines: 94, skipped: 0 });
  expect(new Date(facts?.first ?? 0).toISOString()).toBe('2026-11-22T15:15:52.916Z');
  expect(new Date(facts?.last ?? 0).toISOString()).toBe('2026-11-22T15:15:54.649Z');
});

test('one answer is a line for each block, its usage repeated: the largest counts, once', () => {
  const place = home();
  const usage = { input_tokens: 1, cache_read_input_tokens: 30, cache_creation_input_tokens: 5 };
  place.write(
    S1,
    answer('m1', [{ type: 'text', text: 'hm' }], {}, { ...usage, output_tokens: 10 }),
    answer('m1', [use('a'), use('b')], {}, { ...usage, output_tokens: 299 }),
    answer('m1', [use('b')], {}, { ...usage, output_tokens: 12 }),
    // The same message of another request is another answer.
    answer('m1', [use('c')], { requestId: 'req_2' }, { ...usage, output_tokens: 1 }),
    result('a'),
    result('b'),
    result('b', {}, true),
  );
  const facts = place.read('claude-code', 's1');
  expect(facts?.tokens).toEqual({ input: 2, output: 300, cache_read: 60, cache_creation: 10 });
  expect(Object.fromEntries(facts?.calls ?? [])).toEqual({
    a: { tool: 'Bash', result: true },
    b: { tool: 'Bash', result: true, failed: true },
    c: { tool: 'Bash', result: false },
  });
});

test('usage that is none counts nothing', () => {
  const place = home();
  const odd = [
    { output_tokens: -5 },
    { output_tokens: '7' },
    { output_tokens: 1e300 },
    { output_tokens: null },
    [],
    'x',
  ];
  place.write(S1, ...odd.map((usage, at) => answer(`m${at}`, [], {}, usage as never)));
  expect(place.read('claude-code', 's1')?.tokens).toEqual({
    input: 0,
    output: 0,
    cache_read: 0,
    cache_creation: 0,
  });
});

test.each([
  ['lines of types that nobody knows', [{ type: 'api-request-blob', message: { content: [use('x')] } }]],
  ['progress of a subagent', [{ type: 'progress', data: { message: answer('m9', [use('x')]) } }]],
  ['what is no object', ['[{"tool_use":1}]\n', '"tool_use"\n', 'null\n', '7\n', '\n', '   \n']],
  [
    'blocks that are none',
    [answer('m9', ['"tool_use"', null, 7, { type: 'tool_use' }, { type: 'tool_use', id: 7 }])],
  ],
  ['content that is a text', [{ type: 'assistant', message: { content: '"tool_use"' } }]],
  ['tools that the service runs', [answer('m9', [{ type: 'server_tool_use', id: 'x', name: 'web_search' }])]],
  ['results of calls that are not there', [result('x')]],
  ['an id that is too long to be one', [answer('m9', [use('x'.repeat(300))])]],
])('%s are no calls', (_, lines) => {
  const place = home();
  place.write(S1, ...lines, answer('m1', [use('a')]), result('a'));
  expect(ids(place.read('claude-code', 's1'))).toEqual(['a']);
});

test('a result may come before its call', () => {
  const place = home();
  place.write(S1, result('a', {}, true), answer('m1', [use('a')]));
  expect(place.read('claude-code', 's1')?.calls.get('a')).toEqual({
    tool: 'Bash',
    result: true,
    failed: true,
  });
});

test.each([
  ['in the result', { toolUseResult: 'User rejected tool use' }],
  [
    'in its text',
    {
      message: {
        content: [
          {
            type: 'tool_result',
            tool_use_id: 'a',
            is_error: true,
            content: [{ type: 'text', text: '[Request interrupted by user for tool use]' }],
          },
        ],
      },
    },
  ],
])('a call that the user stopped did not come to an end, told %s', (_, more) => {
  const place = home();
  place.write(S1, answer('m1', [use('a')]), result('a', more, true));
  expect(place.read('claude-code', 's1')?.calls.get('a')).toEqual({ tool: 'Bash', result: false });
});

test('a real fork: of the copy that it begins with nothing counts', () => {
  const env = { CLAUDE_CONFIG_DIR: join(FIXTURES, 'claude-config') };
  const facts = home().read('claude-code', 'cbd9c239-67f4-4e65-beb8-74269b085458', { env });
  // Five calls were copied from the other session.
  expect(Object.fromEntries(facts?.calls ?? [])).toEqual({ toolu_fake5_0: { tool: 'Bash', result: true } });
  expect(facts?.tokens).toEqual({ input: 211, output: 84, cache_read: 44, cache_creation: 22 });
});

test('a real interruption: the call that ran did not come to an end', () => {
  const env = { CLAUDE_CONFIG_DIR: join(FIXTURES, 'claude-config') };
  const facts = home().read('claude-code', 'e06f5c41-386f-4cd6-8811-ccdf43154cee', { env });
  expect(Object.fromEntries(facts?.calls ?? [])).toEqual({
    toolu_fake1_0: { tool: 'Bash', result: true },
    toolu_fake2_0: { tool: 'Bash', result: false },
    toolu_fake2_1: { tool: 'Bash', result: true },
  });
});

test('calls copied from the session that this one was forked from are not its own', () => {
  const place = home();
  const forkedFrom = { sessionId: 's0', messageUuid: 'u' };
  place.write(
    S1,
    answer('m1', [use('a')], { sessionId: 's0' }, { output_tokens: 5 }),
    result('a', { sessionId: 's0' }),
    answer('m2', [use('b')], { forkedFrom }, { output_tokens: 5 }),
    answer('m2b', [use('d')], { requestSessionId: 's0' }, { output_tokens: 5 }),
    result('d'),
    answer('m3', [use('c')], { sessionId: undefined }, { output_tokens: 5 }),
  );
  const facts = place.read('claude-code', 's1');
  expect(ids(facts)).toEqual(['c']);
  expect(facts?.tokens.output).toBe(5);
});

test('names are cut, made safe, and cannot reach a prototype', () => {
  const place = home();
  place.write(
    S1,
    answer('__proto__', [
      use('__proto__', '__proto__'),
      use('constructor', `\u001B[31mred\n${'x'.repeat(500)}`),
    ]),
    result('__proto__'),
    '{"type":"assistant","__proto__":{"sessionId":"s1"},"message":{"__proto__":{"content":[]},"usage":{"output_tokens":3}}}\n',
  );
  const facts = place.read('claude-code', 's1');
  expect(facts?.calls.get('__proto__')).toEqual({ tool: '__proto__', result: true });
  const name = facts?.calls.get('constructor')?.tool ?? '';
  expect(name.startsWith('red x')).toBe(true);
  expect(name.length).toBeLessThanOrEqual(128);
  expect(facts?.tokens.output).toBe(3);
  expect(({} as Record<string, unknown>)['sessionId']).toBeUndefined();
});

test('the type of a subagent is told by the call that started it, or beside its file', () => {
  const place = home();
  place.write(
    S1,
    answer('m1', [use('t', 'Task', { subagent_type: 'Explore' })]),
    result('t', { toolUseResult: { agentId: 'a1' } }),
  );
  const below = '.claude/projects/-home-dev-project/s1/subagents';
  place.write(`${below}/agent-a1.jsonl`, answer('m2', [use('a')], {}, { output_tokens: 4 }), result('a'));
  place.write(`${below}/agent-a2.jsonl`, answer('m3', [use('b')], {}, { output_tokens: 4 }), result('b'));
  place.write(`${below}/agent-a4.jsonl`, answer('m6', [use('e')]), result('e'));
  place.write(`${below}/agent-a4.meta.json`, '{"agentType":"Plan",\n"x":1}');
  place.write(`${below}/agent-a5.jsonl`, answer('m7', [use('f')]), result('f'));
  place.write(`${below}/agent-a5.meta.json`, '{"agentType":"Plan","x":1}');
  place.write(`${below}/notes.jsonl`, answer('m4', [use('c')]));
  place.write(`${below}/agent-a3.jsonl`, answer('m5', [use('d')], { sessionId: 's2' }));
  const facts = place.read('claude-code', 's1');
  expect(Object.fromEntries(facts?.calls ?? [])).toEqual({
    t: { tool: 'Task', result: true },
    a: { tool: 'Bash', agent: 'Explore', result: true },
    b: { tool: 'Bash', result: true },
    e: { tool: 'Bash', result: true },
    f: { tool: 'Bash', agent: 'Plan', result: true },
  });
  expect(facts?.tokens.output).toBe(8);
});

test.each([
  ['torn off in the middle of the last line', (text: string) => text.slice(0, -20), 0],
  ['with the end of its last line missing', (text: string) => text.slice(0, -1), 0],
  ['with a line torn in the middle of it', (text: string) => `{"type":"assistant","tool_use" "\n${text}`, 1],
  ['with line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n'), 0],
  ['with a byte order mark', (text: string) => `\uFEFF${text}`, 0],
])('a file %s', (_, change, skipped) => {
  const place = home();
  const lines = [answer('m1', [use('a')]), result('a'), answer('m2', [use('b')]), result('b')];
  const path = place.write(S1, ...lines);
  writeFileSync(path, change(place.box.read(path)));
  const facts = place.read('claude-code', 's1');
  expect(ids(facts)).toEqual(['a', 'b']);
  expect(facts?.skipped).toBe(skipped);
  expect(facts?.calls.get('a')?.result).toBe(true);
});

test('a line of five megabytes, quotes and backslashes in it, is read', () => {
  const place = home();
  const content = 'say "no"\\ '.repeat(500_000);
  place.write(
    S1,
    answer(
      'm1',
      [use('a', 'Write', { content, file_path: 'x' }), { type: 'text', text: content }],
      {},
      { output_tokens: 9 },
    ),
    { ...(result('a') as object), toolUseResult: { originalFile: content } },
  );
  const facts = place.read('claude-code', 's1');
  expect(facts?.calls.get('a')).toEqual({ tool: 'Write', result: true });
  expect(facts).toMatchObject({ lines: 2, skipped: 0, tokens: { output: 9 } });
});

test('a request that was noted is not missed, however it reads', () => {
  const place = home();
  const noted = `{"type":"api-request-blob","message":{"content":[${'{"type":"tool_use","id":"x"},'.repeat(200_000)}\n`;
  place.write(S1, noted, answer('m1', [use('a')]));
  const facts = place.read('claude-code', 's1');
  expect(facts).toMatchObject({ lines: 2, skipped: 0 });
  expect(ids(facts)).toEqual(['a']);
});

test.each([
  ['/home/dev/project', '-home-dev-project'],
  ['/home/dev/my_app.v2', '-home-dev-my-app-v2'],
  ['C:\\Users\\Jörg', 'C--Users-J-rg'],
])('%s is kept as %s', (cwd, folder) => expect(projectFolder(cwd)).toBe(folder));

test('a transcript is found by what a payload named, by its folder, or by its name', () => {
  const place = home();
  const line = answer('m1', [use('a')]);
  expect(place.read('claude-code', 's1')).toBeUndefined();
  const elsewhere = place.write('.claude/projects/-home-dev-project-sub/s1.jsonl', line);
  expect(place.read('claude-code', 's1')?.path).toBe(elsewhere);
  const usual = place.write(S1, line);
  expect(place.read('claude-code', 's1')?.path).toBe(usual);
  const named = place.write('kept/s1.jsonl', line);
  expect(place.read('claude-code', 's1', { transcript: named })?.path).toBe(named);
  expect(place.read('claude-code', 's1', { transcript: join(place.dir, 'gone/s1.jsonl') })?.path).toBe(usual);
  // Not a name of this session's file: it is not looked at.
  expect(place.read('claude-code', 's1', { transcript: place.write('kept/s2.jsonl', line) })?.path).toBe(
    usual,
  );
  const env = { CLAUDE_CONFIG_DIR: join(place.dir, 'other') };
  expect(place.read('claude-code', 's1', { env })).toBeUndefined();
  const own = place.write('other/projects/-home-dev-project/s1.jsonl', line);
  expect(place.read('claude-code', 's1', { env })?.path).toBe(own);
});

test('a command looks through the folders of other projects once', () => {
  const place = home();
  const line = answer('m1', [use('a')]);
  const env = {};
  place.write('.claude/projects/-a/s1.jsonl', line);
  place.write('.claude/projects/-b/s2.jsonl', line);
  expect(place.read('claude-code', 'gone', { env })).toBeUndefined();
  const late = place.write('.claude/projects/-a/late.jsonl', line);
  expect(place.read('claude-code', 'late', { env })).toBeUndefined();
  expect(place.read('claude-code', 's2', { env })?.path).toMatch(/-b\/s2\.jsonl$/);
  // The next command.
  expect(place.read('claude-code', 'late', { env: {} })?.path).toBe(late);
});

test('of a session with files without an end no more is read than of one', () => {
  const place = home();
  place.write(S1, answer('m1', [use('a')]));
  // Without a byte of them on the disk.
  for (const file of ['agent-a1.jsonl', 'agent-a1.meta.json'])
    truncateSync(place.write(`${dirname(S1)}/s1/subagents/${file}`, ''), 10 * 2 ** 30);
  expect(place.read('claude-code', 's1')).toMatchObject({ skipped: 2 });
});

test.each(['../s1', '', '.', '..', 'a/b', 'a\\b', 'a\0b', 'x'.repeat(300)])(
  'no file is looked for by the id %j',
  (session) => {
    const place = home();
    place.write(S1, answer('m1', [use('a')]));
    expect(place.read('claude-code', session)).toBeUndefined();
    expect(
      place.read('claude-code', session, { transcript: `${place.dir}/${session}.jsonl` }),
    ).toBeUndefined();
  },
);

test('no link is followed out of the folder, and nothing but a file is opened', () => {
  const place = home();
  const line = answer('m1', [use('a')]);
  const outside = place.write('outside/s1.jsonl', line);
  const usual = join(place.dir, S1);
  mkdirSync(dirname(usual), { recursive: true });
  symlinkSync(outside, usual);
  expect(place.read('claude-code', 's1')).toBeUndefined();
  expect(place.read('claude-code', 's1', { transcript: usual })).toBeUndefined();
  rmSync(usual);
  mkdirSync(usual);
  expect(place.read('claude-code', 's1')).toBeUndefined();
  rmSync(usual, { recursive: true });
  // A project's folder, and that of subagents, that lead elsewhere.
  symlinkSync(dirname(outside), join(place.dir, '.claude/projects/-elsewhere'));
  expect(place.read('claude-code', 's1')).toBeUndefined();
  place.write(S1, line);
  place.write('subagents/agent-a1.jsonl', answer('m2', [use('b')]));
  mkdirSync(join(dirname(usual), 's1'));
  symlinkSync(join(place.dir, 'subagents'), join(dirname(usual), 's1/subagents'));
  expect(ids(place.read('claude-code', 's1'))).toEqual(['a']);
  // The folder of settings itself may be a link: people keep it elsewhere.
  renameSync(join(place.dir, '.claude'), join(place.dir, 'dotfiles'));
  symlinkSync(join(place.dir, 'dotfiles'), join(place.dir, '.claude'));
  expect(ids(place.read('claude-code', 's1'))).toEqual(['a']);
});

test('a host that canon does not know has no transcript', () => {
  expect(home().read('cursor', 's1')).toBeUndefined();
  expect(home().read('__proto__', 's1')).toBeUndefined();
});
