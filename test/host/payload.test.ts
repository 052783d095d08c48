import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPayload } from '../../src/host/payload/index.ts';
import { commitsOf } from '../../src/host/payload/commits.ts';
import { sizeOf } from '../../src/host/payload/size.ts';
import { parseLine, printLine } from '../../src/telemetry/line.ts';
import { runs } from '../support/runs.ts';

const payload = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  session_id: 's1',
  cwd: '/p',
  hook_event_name: 'PostToolUse',
  tool_name: 'Bash',
  tool_input: { command: 'true' },
  tool_response: { stdout: '' },
  tool_use_id: 'a',
  ...more,
});

const event = (more: Record<string, unknown>, host = 'claude-code'): unknown =>
  readPayload(host, payload(more), 7)?.event;

const COMMITS: readonly (readonly [command: string, answer: string, comes: ReturnType<typeof commitsOf>])[] =
  [
    ['git commit -m x', '[main abc1234] x\n 1 file changed', { commits: ['abc1234'] }],
    ['git commit -m x', '[main (root-commit) abc1234] x', { commits: ['abc1234'] }],
    ['git commit -m x', '[detached HEAD abc1234] x', { commits: ['abc1234'] }],
    ['cd a && git -C b commit -am x', '[feature/a-b abc1234def] x', { commits: ['abc1234def'] }],
    [
      'git commit -m a; git commit -m b',
      '[main abc1234] a\n[main def5678] b',
      { commits: ['abc1234', 'def5678'] },
    ],
    ['git commit -qm x', '', { committing: true }],
    ['git cherry-pick a b', '[main abc1234] a\n Date: x\n[main abc1234] a', { commits: ['abc1234'] }],
    ['git merge x', 'Merge made by the ort strategy.', { committing: true }],
    ['git rebase main', 'Successfully rebased', { committing: true }],
    ['git am < x', 'Applying: x', { committing: true }],
    ['git revert HEAD', '[main abc1234] Revert "x"', { commits: ['abc1234'] }],
    ['git status', '[main abc1234] x', {}],
    ['git log --grep ammo', '', {}],
    ['echo commit', '[main abc1234] x', {}],
    ['digit commit', '', {}],
    ['cat notes-on-git-commit', '[main abc1234] mine', {}],
    ['cat git/commit git-commit git.commit', '[main abc1234] mine', {}],
    ['git log --grep commit', '[main abc1234] mine', {}],
    ['git merge-base a b; git commit-graph write', '', {}],
    ['git show -s --format=x -- commit', '', {}],
    ['bash -lc "cd a && git commit -qm x"', '', { committing: true }],
    ["sh -c 'git commit'", '', { committing: true }],
    ['/usr/bin/git commit', '', { committing: true }],
    ['A=b git --no-pager -c user.name="A B" --git-dir x --work-tree=y commit', '', { committing: true }],
    ['git \\\n  commit -m x', '', { committing: true }],
    ['if ! git merge x; then git rebase --abort; fi', '', { committing: true }],
    ['(git commit)', '', { committing: true }],
    ['git commit', 'see [main abc1234] x', { committing: true }],
    ['git commit', '[main ABC1234] x', { committing: true }],
    ['', '', {}],
  ];

test.each(COMMITS)('%j with %j', (command, answer, comes) =>
  expect(commitsOf(command, answer)).toEqual(comes),
);

test('a long command and a long answer come to an end, and what was said last is found', () => {
  const begins = [
    'git ',
    'git -c ',
    'git --git-dir ',
    'git -c "',
    `git -c '"`,
    'git --a=',
    '--git-dir ',
    ' ',
    '\\\n',
    '"',
  ];
  for (const begin of begins) expect(commitsOf(`git ${begin.repeat(200_000)}`, '')).toEqual({});
  const answer = `${'[x '.repeat(300_000)}\n[main abc1234] x`;
  expect(commitsOf('git commit', answer)).toEqual({ commits: ['abc1234'] });
});

test('hashes are looked for in what a shell said, in whatever form, and in nothing else', () => {
  const tool_input = { command: 'git commit -m x' };
  const said = '[main abc1234] x';
  for (const tool_response of [said, { stdout: said }, [{ type: 'text', text: said }], { output: said }])
    expect(event({ tool_input, tool_response })).toMatchObject({ commits: ['abc1234'] });
  expect(
    event({
      hook_event_name: 'PostToolUseFailure',
      tool_input,
      tool_response: undefined,
      error: `Exit code 1\n${said}`,
    }),
  ).toMatchObject({ e: 'fail', commits: ['abc1234'] });
  expect(event({ tool_name: 'Write', tool_input, tool_response: said })).not.toHaveProperty('commits');
  expect(event({ tool_input: { command: 7 }, tool_response: said })).not.toHaveProperty('committing');
});

test('a duration is one that a call can have, or none', () => {
  expect(event({ duration_ms: 31 * 86_400_000 })).toMatchObject({ ms: 31 * 86_400_000 });
  expect(event({ duration_ms: 4.6 })).toMatchObject({ ms: 5 });
  for (const duration_ms of [
    1e300,
    1e16,
    32 * 86_400_000,
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '5',
    null,
  ])
    expect(event({ duration_ms })).not.toHaveProperty('ms');
});

test('files that a call names', () => {
  const files = (more: Record<string, unknown>, host = 'claude-code'): unknown =>
    readPayload(host, payload(more), 7)?.files;
  expect(files({ tool_input: { file_path: '/p/a', path: 'b', notebook_path: 'c', command: 'd' } })).toEqual([
    '/p/a',
    'b',
    'c',
  ]);
  expect(files({ tool_input: { file_path: 7 } })).toBeUndefined();
  expect(files({ tool_input: 'text' })).toBeUndefined();
  const patch = `*** Begin Patch
*** Update File: src/a.ts
*** Move to: src/b.ts
@@
-x
+*** Add File: no
*** Add File: with blank.md
*** Delete File: /p/c
*** End Patch`;
  const those = ['src/a.ts', 'src/b.ts', 'with blank.md', '/p/c'];
  for (const tool_input of [patch, { command: patch }, { input: patch }, { command: ['apply_patch', patch] }])
    expect(files({ tool_name: 'apply_patch', tool_input }, 'codex')).toEqual(those);
  expect(files({ tool_input: { path: 'b' } }, 'codex')).toEqual(['b']);
});

test('a batch: what failed for certain, and nothing of what cannot be told apart', () => {
  const error = '<tool_use_error>Error: No such tool available: Grep.</tool_use_error>';
  expect(
    event({
      hook_event_name: 'PostToolBatch',
      agent_type: 'general-purpose',
      agent_id: 'x',
      tool_calls: [
        { tool_name: 'A', tool_use_id: '1', tool_response: 'fine' },
        { tool_name: 'B', tool_use_id: '2', tool_response: error },
        { tool_name: 'C', tool_use_id: '3', tool_response: [{ type: 'text', text: error }] },
        { tool_name: 'D', tool_use_id: '4', tool_response: `it says ${error}` },
        { tool_name: 'E', tool_use_id: '5', tool_response: 'x', is_error: true },
        { tool_name: 'F' },
        null,
      ],
    }),
  ).toMatchObject({
    e: 'batch',
    agent: 'general-purpose',
    agent_id: 'x',
    calls: [
      { id: '1', tool: 'A' },
      { id: '2', tool: 'B', failed: true },
      { id: '3', tool: 'C', failed: true },
      { id: '4', tool: 'D' },
      { id: '5', tool: 'E', failed: true },
    ],
  });
});

test('an agent without a type is no agent', () => {
  expect(event({ agent_type: '', agent_id: '' })).toEqual(event({}));
});

test('what is no call has no event; what is no payload is none', () => {
  for (const hook_event_name of ['Stop', 'SessionStart', 'PreToolUse', 'SomethingNew', undefined, 7])
    expect(readPayload('claude-code', payload({ hook_event_name }), 7)).toEqual({
      session: 's1',
      event: undefined,
    });
  for (const value of [null, 7, 'text', [], [payload()], { session_id: null }])
    expect(readPayload('claude-code', value, 7)).toBeUndefined();
});

test('sizes are bytes of JSON in UTF-8, nothing of it escaped, however deep it is', () => {
  const value = { a: 'é', b: [1, null, true, [], {}, [2.5, { c: '' }]], ü: {} };
  expect(sizeOf(value)).toBe(Buffer.byteLength(JSON.stringify(value)));
  expect(sizeOf({ a: 'é\n' })).toBe(Buffer.byteLength('{"a":"é\n"}'));
  expect(sizeOf(undefined)).toBeUndefined();
  const deep = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`) as unknown;
  expect(sizeOf(deep)).toBe(400_000);
});

test('whatever a payload holds, reading it ends, and its event is a line that can be read back', () => {
  const key = fc.constantFrom(
    'tool_name',
    'tool_input',
    'tool_response',
    'tool_use_id',
    'agent_type',
    'duration_ms',
    'tool_calls',
    'cwd',
    '__proto__',
  );
  const any = fc.anything({ withNullPrototype: false, maxDepth: 2 });
  const hooks = fc.constantFrom('PostToolUse', 'PostToolUseFailure', 'PostToolBatch');
  fc.assert(
    fc.property(
      fc.dictionary(key, any),
      hooks,
      fc.constantFrom('claude-code', 'codex'),
      (some, hook_event_name, host) => {
        // As it comes: out of JSON.
        const text = JSON.stringify({ ...payload(), ...some, hook_event_name }, (_, value: unknown) =>
          typeof value === 'bigint' ? String(value) : value,
        );
        const read = readPayload(host, JSON.parse(text), 7);
        const line = read?.event;
        expect(line === undefined || parseLine(printLine(line).trimEnd())).toEqual(line ?? true);
      },
    ),
    { numRuns: runs(300) },
  );
});
