import { join } from 'node:path';
import { expect, test } from 'vitest';
import { at, gave, OPERATORS, place, prompt, textOf, uses } from './kit.ts';

test('a session becomes an item of what machines know', async () => {
  const p = place();
  const inRepo = (file: string): string => join(p.repo, file);
  p.claude('s1', [
    prompt(0, 'Please mend the login'),
    uses(1, ['t1', 'Edit', { file_path: inRepo('src/login.ts') }], ['t2', 'Bash', { command: 'npm test' }]),
    gave(2, 't1'),
    gave(3, 't2', {}, true),
    uses(
      4,
      ['t3', 'Write', { file_path: '/etc/passwd' }],
      ['t4', 'Write', { file_path: inRepo('src/failed.ts') }],
    ),
    gave(5, 't3'),
    gave(5, 't4', {}, true),
    uses(6, [
      't5',
      'TodoWrite',
      {
        todos: [
          { content: 'Write *tests*', status: 'in_progress' },
          { content: 'Done', status: 'completed' },
        ],
      },
    ]),
    gave(30, 't5'),
  ]);
  const { items, passed, problems } = await p.read();
  expect(problems).toEqual([]);
  expect(passed).toBe(0);
  expect(items).toHaveLength(1);
  const [item] = items;
  expect(item).toMatchObject({
    id: 's1',
    path: 's1.jsonl',
    text: undefined,
    kind: { value: 'session', from: 'machine' },
    title: 'Session on main: 1 file',
    author: { value: { slug: 'roman' }, from: 'machine' },
    created: { value: '2026-05-11T09:30:00+01:00', from: 'machine' },
    fields: {
      status: 'auto',
      branch: 'main',
      duration_minutes: 30,
      host: 'claude-code',
      host_sessions: ['s1'],
      model: 'claude-opus-5-5',
      telemetry: 'complete',
      tool_calls: 5,
      tool_failures: 2,
      tool_calls_breakdown: { Write: 2, Bash: 1, Edit: 1, TodoWrite: 1 },
      tokens: { input: 6, output: 90, cache_read: 0, cache_creation: 0 },
    },
  });
  expect(item?.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(textOf(item)).toBe(`## What I Did

Made from a transcript of Claude Code; nobody has handed it off. 5 calls, 2 failed, 30 min.

Files (1):

- \`src/login.ts\`

## Open Tasks

- [ ] Write \\*tests\\* (begun)
`);
});

test('nobody is quoted unless the repository says so, and then cut, fenced and without secrets', async () => {
  const key = `ghp_${'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'}`;
  const lines = [
    prompt(0, `Use ${key} and\n\`\`\`\`\nrun`),
    prompt(1, '<command-name>/mcp</command-name>'),
    prompt(1, 'a summary', { isCompactSummary: true }),
    prompt(1, 'a hint', { isMeta: true }),
    prompt(1, [{ type: 'text', text: '[Request interrupted by user]' }]),
    prompt(1, '<system-reminder>x</system-reminder>'),
    uses(2, ['t1', 'TodoWrite', { todos: [{ content: `Take ${key} out`, status: 'pending' }] }]),
    gave(2, 't1'),
    prompt(3, [{ type: 'text', text: `${'x'.repeat(1200)}` }]),
    prompt(4, '<task-notification>done</task-notification>', { origin: { kind: 'task-notification' } }),
  ];
  const silent = place();
  silent.claude('s1', lines);
  const quiet = textOf((await silent.read()).items[0]);
  expect(quiet).not.toContain('Requests');
  expect(quiet).not.toContain('run');
  expect(quiet).toContain('- [ ] Take \\[secret\\] out');
  const p = place('transcripts:\n  requests: true\n');
  p.claude('s1', lines);
  const said = textOf((await p.read()).items[0]);
  expect(said).toContain('## Requests\n\n`````text\nUse [secret] and\n````\nrun\n`````\n\n```text\nxxx');
  expect(said).toContain(`${'x'.repeat(1000)}…\n\`\`\``);
  expect(said).not.toContain(key);
});

test('sessions at work, without anything, or of somebody else are passed', async () => {
  const p = place();
  const now = new Date(Date.parse('2026-11-27T10:50:00Z')).toISOString();
  p.claude('at-work', [prompt(0, 'hi'), { ...prompt(1, 'go on'), timestamp: now }]);
  p.claude('empty', [prompt(0, '<command-name>/exit</command-name>')]);
  p.claude('other', [{ ...prompt(0, 'hi'), cwd: `${p.repo}-other` }]);
  const old = await p.read();
  expect(old.items.map(({ id }) => id)).toEqual([]);
  expect(old.passed).toBe(2);
  const later = await p.read(undefined, { idle: 5 * 60_000 });
  expect(later.items.map(({ id }) => id)).toEqual(['at-work']);
});

test('sessions in subfolders and linked work trees are ours, those of a repository inside are not', async () => {
  const p = place();
  p.box.git(p.repo, 'worktree', 'add', '-q', '../other-tree', '-b', 'side');
  p.box.git(p.box.dir, 'init', '-q', join(p.repo, 'vendor/lib'));
  p.box.write(join(p.repo, 'src/a.ts'), '');
  const tree = join(p.box.dir, 'other-tree');
  p.claude('sub', [prompt(0, 'hi')], join(p.repo, 'src'));
  p.claude(
    'tree',
    [prompt(1, 'hi'), uses(2, ['t1', 'Edit', { file_path: join(tree, 'src/b.ts') }]), gave(3, 't1')],
    tree,
  );
  p.claude('inside', [prompt(2, 'hi')], join(p.repo, 'vendor/lib'));
  const { items } = await p.read();
  expect(items.map(({ id }) => id)).toEqual(['sub', 'tree']);
  expect(textOf(items[1])).toContain('- `src/b.ts`');
});

test('sessions that a record names, here or on another branch, are passed', async () => {
  const p = place();
  const record = (id: string, session: string): string =>
    `---\ntitle: "Done"\noperator: roman\nkind: session\nid: ${id}\nstatus: handed-off\ncreated: 2026-05-11T12:00:00+02:00\nhost: claude-code\nhost_sessions: [${session}]\n---\n# ${id} — Done\n`;
  p.box.write(join(p.repo, 'docs/sessions/RT-260511-01.md'), record('RT-260511-01', 'here'));
  p.box.git(p.repo, 'checkout', '-qb', 'side');
  p.box.write(join(p.repo, 'docs/sessions/RT-260511-02.md'), record('RT-260511-02', 'there'));
  p.box.git(p.repo, 'add', 'docs/sessions/RT-260511-02.md');
  p.box.git(p.repo, 'commit', '-qm', 'Hand off');
  p.box.git(p.repo, 'checkout', '-q', 'main');
  for (const session of ['here', 'there', 'open']) p.claude(session, [prompt(0, 'hi')]);
  const { items, passed } = await p.read();
  expect(items.map(({ id }) => id)).toEqual(['open']);
  expect(passed).toBe(2);
});

test('commits of the operator in that time, each once', async () => {
  const p = place();
  const commit = (minute: number, file: string, email = 'roman@example.com'): string => {
    p.box.write(join(p.repo, file), 'x\n');
    p.box.git(p.repo, 'add', file);
    const env = { ...p.box.env, GIT_AUTHOR_DATE: at(minute), GIT_COMMITTER_DATE: at(minute) };
    p.box.git(
      p.repo,
      '-c',
      `user.email=${email}`,
      'commit',
      '-qm',
      `Add ${file}`,
      `--date=${env.GIT_AUTHOR_DATE}`,
    );
    return p.box.git(p.repo, 'rev-parse', '--short', 'HEAD');
  };
  commit(-5, 'before.ts');
  const base = p.box.git(p.repo, 'rev-parse', '--short', 'HEAD');
  const one = commit(2, 'one.ts');
  commit(3, 'foreign.ts', 'sergei@example.com');
  const two = commit(12, 'two.ts');
  commit(40, 'after.ts');
  p.claude('a', [prompt(0, 'hi'), uses(4, ['t1', 'Bash']), gave(5, 't1')]);
  p.claude('b', [prompt(10, 'hi'), uses(14, ['t2', 'Bash']), gave(15, 't2')]);
  p.claude('c', [prompt(11, 'hi'), uses(13, ['t3', 'Bash']), gave(13, 't3')]);
  const { items } = await p.read();
  expect(items.map(({ id, fields }) => [id, fields['commits'], fields['shared_commits']])).toEqual([
    ['a', [one], undefined],
    ['b', undefined, undefined],
    ['c', [two], [two]],
  ]);
  expect(items[0]?.fields).toMatchObject({ base, head: one, files_changed: 1, insertions: 1, deletions: 0 });
  expect(items[0]?.title).toBe('Session on main: 1 commit');
  expect(textOf(items[0])).toContain(`Commits (1):\n\n- \`${one}\` Add one.ts`);
});

test('tasks by number, plans and patches of Codex', async () => {
  const p = place();
  p.claude('s1', [
    uses(
      1,
      ['t1', 'TaskCreate', { subject: 'First' }],
      ['t2', 'TaskCreate', { subject: 'Second' }],
      ['t3', 'TaskCreate', { subject: 'Third' }],
    ),
    gave(1, 't1', { toolUseResult: { task: { id: '7', subject: 'First' } } }),
    gave(1, 't2', { toolUseResult: { task: { id: '8' } } }),
    gave(1, 't3', { toolUseResult: { task: { id: '9' } } }),
    uses(
      2,
      ['t4', 'TaskUpdate', { taskId: '7', status: 'completed' }],
      ['t5', 'TaskUpdate', { taskId: '9', status: 'in_progress' }],
    ),
    gave(2, 't4'),
    gave(2, 't5'),
  ]);
  const patch =
    '*** Begin Patch\n*** Update File: src/a.ts\n@@\n-a\n+b\n*** Add File: ../outside.ts\n+x\n*** End Patch\n';
  const item = (payload: object): object => ({ timestamp: at(10), type: 'response_item', payload });
  p.codex('c1', [
    {
      timestamp: at(9),
      type: 'session_meta',
      payload: {
        id: 'c1',
        session_id: 'c1',
        cwd: p.repo,
        git: { branch: 'side', commit_hash: 'a'.repeat(40) },
      },
    },
    { timestamp: at(9), type: 'turn_context', payload: { cwd: p.repo, model: 'gpt-5.5' } },
    item({
      type: 'message',
      role: 'user',
      content: [{ type: 'input_text', text: '<environment_context>\n</environment_context>' }],
    }),
    item({ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'say hi' }] }),
    item({ type: 'custom_tool_call', name: 'apply_patch', call_id: 'p1', input: patch }),
    item({ type: 'custom_tool_call_output', call_id: 'p1', output: 'Exit code: 0\nOutput:\nSuccess' }),
    item({
      type: 'function_call',
      name: 'update_plan',
      call_id: 'u1',
      arguments: JSON.stringify({
        plan: [
          { step: 'One', status: 'completed' },
          { step: 'Two', status: 'pending' },
        ],
      }),
    }),
    item({ type: 'function_call_output', call_id: 'u1', output: 'Plan updated' }),
  ]);
  const { items } = await p.read();
  expect(items.map(({ id }) => id)).toEqual(['s1', 'c1']);
  expect(textOf(items[0])).toContain('## Open Tasks\n\n- [ ] Third (begun)\n- [ ] Second\n');
  expect(textOf(items[1])).toContain('- `src/a.ts`\n\n## Open Tasks\n\n- [ ] Two\n');
  expect(items[1]?.fields).toMatchObject({
    branch: 'side',
    base: 'aaaaaaa',
    host: 'codex',
    tool_calls: 2,
    tool_failures: 0,
  });
});

test('invariants are counted, zero included, and names folded', async () => {
  const p = place(
    'fold_tools:\n  notion: ["mcp__notion__*"]\ninvariants:\n  - name: silent\n    tools: [slack]\n',
  );
  p.claude('s1', [
    uses(1, ['t1', 'mcp__notion__fetch'], ['t2', 'mcp__notion__search']),
    gave(2, 't1'),
    gave(2, 't2'),
  ]);
  const { items } = await p.read();
  expect(items[0]?.fields['tool_calls_breakdown']).toEqual({ notion: 2, silent: 0 });
});

test('whoever is named has them, else whoever runs the import', async () => {
  const p = place();
  p.box.write(
    join(p.repo, '.canon/operators.yaml'),
    `${OPERATORS}sergei: { initials: SK, name: Sergei, emails: [sergei@example.com] }\n`,
  );
  p.claude('s1', [prompt(0, 'hi')]);
  const authors = async (operator?: string): Promise<unknown> =>
    (await p.read(undefined, { operator })).items[0]?.author;
  expect(await authors()).toEqual({ value: { slug: 'roman' }, from: 'machine' });
  expect(await authors('sergei')).toEqual({ value: { slug: 'sergei' }, from: 'flag' });
  p.box.git(p.repo, 'config', 'user.email', 'nobody@example.com');
  expect(await authors()).toBeUndefined();
});

test('times that cannot be are none', async () => {
  const p = place();
  p.claude('old', [{ ...prompt(0, 'hi'), timestamp: '0001-01-01T00:00:00Z' }]);
  p.claude('odd', [{ ...prompt(0, 'hi'), timestamp: '0001-01-01T00:00:00Z' }, prompt(1, 'hi')]);
  const { items } = await p.read();
  expect(items.map(({ id }) => id)).toEqual(['odd']);
  expect(items[0]?.created?.value).toBe('2026-05-11T09:01:00+01:00');
});

test('a path with no transcript is refused, one with some says which files are none', async () => {
  const p = place();
  await expect(p.read('nowhere')).rejects.toMatchObject({ code: 'E_IMPORT_TRANSCRIPTS_NONE' });
  p.box.write(join(p.box.dir, 'old/readme.txt'), 'hello');
  await expect(p.read('../old')).rejects.toMatchObject({ code: 'E_IMPORT_TRANSCRIPTS_NONE' });
  p.box.write(
    join(p.box.dir, 'old/a/x.jsonl'),
    `${JSON.stringify({ sessionId: 's1', cwd: '/home/other/app', ...prompt(0, 'hi') })}\n`,
  );
  p.box.write(join(p.box.dir, 'old/b.jsonl'), '{"a":1}\n');
  const { items, problems } = await p.read('../old');
  expect(items.map(({ id }) => id)).toEqual(['s1']);
  expect(problems).toEqual([{ code: 'import-transcript-unknown', path: 'b.jsonl', lost: false }]);
});

test('sessions that Codex has archived are read as the others are, with their subagents and once', async () => {
  const p = place();
  const ran = (session: string, thread: string, minute: number): object[] => [
    {
      timestamp: at(minute),
      type: 'session_meta',
      payload: { id: thread, session_id: session, cwd: p.repo },
    },
    {
      timestamp: at(minute + 1),
      type: 'response_item',
      payload: { type: 'function_call', call_id: `${thread}-1`, name: 'exec_command', arguments: '{}' },
    },
  ];
  const put = (lines: readonly object[], thread: string, minute: number): void =>
    p.box.write(
      join(p.home, `.codex/archived_sessions/rollout-2026-05-11T10-0${minute}-00-${thread}.jsonl`),
      lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    );
  put(ran('old', 'old', 0), 'old', 0);
  put(ran('old', 'helper', 2), 'helper', 2);
  put(ran('both', 'both', 4), 'both', 4);
  p.codex('both', ran('both', 'both', 4));
  const { items } = await p.read();
  expect(items.map(({ id, fields }) => [id, fields['tool_calls']])).toEqual([
    ['old', 2],
    ['both', 1],
  ]);
});
