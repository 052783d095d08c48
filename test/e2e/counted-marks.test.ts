import { appendFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseFrontmatterFully } from '../../src/record/frontmatter.ts';
import { agent, type Agent, withSpool } from '../support/agent.ts';
import { field, type Field } from '../handoff/field.ts';

// A call belongs to one record, and to the one that says so: whatever was refused, killed, renumbered, or stands
// somewhere else.

const [A, B] = ['a', 'b'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000001`) as [
  string,
  string,
];
const NOTION = "invariants:\n  - { name: notion, tools: ['mcp__notion__*'] }\n";
const ONE_O_CLOCK = '2026-05-11T13:00:00+02:00';

async function begun(it: Field, session = A, cwd = it.repo): Promise<Agent> {
  withSpool(it.repo);
  const claude = agent(it.box, cwd, session);
  await claude.start({ at: ONE_O_CLOCK });
  return claude;
}

const handOff = (it: Field, by: Agent, args: readonly string[] = ['--quick', 'Done'], at = it.repo) =>
  it.json(['handoff', ...args, '--no-push'], { env: by.env, at });

async function counts(it: Field, id: string, at = it.repo): Promise<unknown> {
  const text = it.box.read(join(at, `docs/sessions/${id}.md`));
  const read = await parseFrontmatterFully(text, 'session');
  return read.ok ? read.data['tool_calls_breakdown'] : undefined;
}

test('a refused handoff has marked nothing, also when its id becomes that of a record on another branch', async () => {
  const it = field({ config: NOTION });
  const other = join(it.box.dir, 'other');
  it.git('worktree', 'add', '-q', '-b', 'other', other);
  const claude = await begun(it);
  claude.call();
  claude.call({ tool: 'mcp__notion__search' });
  it.work('a.txt');
  // There is something to say, and nobody has said it.
  expect((await handOff(it, claude, [])).exit).toBe(2);
  const second = await begun(it, B, other);
  second.call({ tool: 'Edit' });
  expect((await handOff(it, second, ['--quick', 'Elsewhere'], other)).data['id']).toBe('RT-260511-01');
  claude.call({ tool: 'Read' });
  const { data } = await handOff(it, claude);
  expect(data['id']).toBe('RT-260511-02');
  expect(await counts(it, 'RT-260511-02')).toEqual({ Bash: 1, Read: 1, mcp__notion__search: 1, notion: 1 });
});

test('a handoff that was killed after it counted leaves its calls to the next, and they stay listed', async () => {
  const it = field();
  const claude = await begun(it);
  claude.call({ at: '2026-05-11T14:00:00+02:00' });
  await claude.tell('Stop');
  // As a kill leaves it: the mark is there, the record never came.
  appendFileSync(
    join(it.repo, '.git/canon/journal', `${A}.jsonl`),
    `${JSON.stringify({ e: 'record', t: 1, record: 'RT-260511-01', path: 'docs/sessions/RT-260511-01.md' })}\n`,
  );
  expect((await it.json(['resume'])).data['unclosed']).toMatchObject([{ counted: { calls: 1 } }]);
  await handOff(it, claude);
  expect(await counts(it, 'RT-260511-01')).toEqual({ Bash: 1 });
});

test('a record on another branch keeps its calls', async () => {
  const it = field();
  const claude = await begun(it);
  it.git('checkout', '-qb', 'feature');
  claude.call();
  await handOff(it, claude);
  it.git('checkout', '-q', 'main');
  claude.call({ tool: 'Edit' });
  await handOff(it, claude);
  expect(await counts(it, 'RT-260511-02')).toEqual({ Edit: 1 });
  // `canon telemetry` says the same, also of the one that is not in this work tree.
  for (const [id, calls] of [
    ['RT-260511-01', 1],
    ['RT-260511-02', 1],
  ] as const) {
    const { data } = await it.json(['telemetry', id]);
    expect(data['sessions']).toMatchObject([{ record: id, calls }]);
  }
});

test('a record of which a person took the host session away has it no more', async () => {
  const it = field();
  const claude = await begun(it);
  claude.call();
  await handOff(it, claude);
  const file = 'docs/sessions/RT-260511-01.md';
  it.write(file, it.read(file).replace(A, `${A}x`));
  it.git('commit', '-qam', 'Not of that session');
  claude.call({ tool: 'Read' });
  await handOff(it, claude);
  expect(await counts(it, 'RT-260511-02')).toEqual({ Bash: 1, Read: 1 });
});

test('a record that a push gave another id keeps its calls', async () => {
  const it = field();
  const clone = it.clone('clone');
  await it.json(['handoff', '--quick', 'From the other clone'], { at: clone });
  const claude = await begun(it);
  claude.call();
  const { data } = await it.json(['handoff', '--quick', 'Mine'], { env: claude.env });
  expect(data['id']).toBe('RT-260511-02');
  claude.call({ tool: 'Read' });
  await handOff(it, claude);
  expect(await counts(it, 'RT-260511-02')).toEqual({ Bash: 1 });
  expect(await counts(it, 'RT-260511-03')).toEqual({ Read: 1 });
});

test('two projects in one clone: what one has recorded is not counted or missed by the other', async () => {
  const it = field();
  for (const name of ['one', 'two']) {
    it.write(`${name}/.canon/config.yaml`, 'format: 1\n');
    it.write(`${name}/.canon/operators.yaml`, it.read('.canon/operators.yaml'));
  }
  const [one, two] = [join(it.repo, 'one'), join(it.repo, 'two')];
  const inOne = await begun(it, A, one);
  inOne.call({ at: '2026-05-11T14:00:00+02:00' });
  await inOne.tell('Stop');
  const unclosed = async (at: string): Promise<unknown[]> =>
    (await it.json(['resume'], { at })).data['unclosed'] as unknown[];
  expect([(await unclosed(one)).length, (await unclosed(two)).length]).toEqual([1, 0]);
  await handOff(it, inOne, ['--quick', 'One'], one);
  const inTwo = agent(it.box, two, A);
  inTwo.call({ tool: 'Read' });
  await handOff(it, inTwo, ['--quick', 'Two'], two);
  expect(await counts(it, 'RT-260511-01', one)).toEqual({ Bash: 1 });
  // Each has ids of its own.
  expect(await counts(it, 'RT-260511-01', two)).toEqual({ Read: 1 });
});

test('a mistake in the configuration does not cut a /clear in two', async () => {
  const it = field();
  const first = await begun(it);
  first.call({ at: '2026-05-11T13:20:00+02:00' });
  it.write('.canon/config.yaml', 'format: 1\nfold_tools: [x]\n');
  await first.tell('SessionEnd', { reason: 'clear' }, '2026-05-11T13:30:00+02:00');
  const second = agent(it.box, it.repo, B);
  expect(await second.start({ source: 'clear', at: '2026-05-11T13:30:01+02:00' })).toMatchObject({
    code: 0,
    stdout: '',
  });
  it.write('.canon/config.yaml', 'format: 1\n');
  second.call({ tool: 'Read' });
  await handOff(it, second);
  expect(await counts(it, 'RT-260511-01')).toEqual({ Bash: 1, Read: 1 });
});

test('a session to which nobody has come back is listed when it is asked for', async () => {
  const it = field();
  const claude = await begun(it);
  claude.call({ at: '2026-05-11T14:00:00+02:00' });
  await claude.tell('Stop');
  const old = Date.parse('2026-04-11T14:00:00+02:00') / 1000;
  utimesSync(join(it.repo, '.git/canon/journal', `${A}.jsonl`), old, old);
  expect((await it.json(['resume'])).data['unclosed']).toEqual([]);
  expect((await it.json(['resume', '--all'])).data['unclosed']).toHaveLength(1);
});

test('--amend of a record whose invariant blocks is not committed either', async () => {
  const it = field({ config: NOTION });
  const claude = await begun(it);
  claude.call({ tool: 'mcp__notion__search' });
  await handOff(it, claude);
  it.write('.canon/config.yaml', `format: 1\n${NOTION.replace(' }', ', mode: block }')}`);
  const draft = '---\ntitle: Said better\n---\n## Summary\n\nBetter.\n';
  const amended = await it.json(['handoff', '--amend', 'RT-260511-01', '--draft', '-', '--no-push'], {
    input: draft,
  });
  expect([amended.exit, amended.data['commit']]).toEqual([1, null]);
});

test('a worktree that turns telemetry off does not turn it off for the others', async () => {
  const it = field();
  const other = join(it.box.dir, 'other');
  it.git('worktree', 'add', '-q', '-b', 'other', other);
  const claude = await begun(it);
  it.box.write(join(other, '.canon/config.yaml'), 'format: 1\ntelemetry: off\n');
  await it.canon(['telemetry'], { at: other });
  claude.call();
  await handOff(it, claude);
  expect(await counts(it, 'RT-260511-01')).toEqual({ Bash: 1 });
});

test('tokens are those since the record before', async () => {
  const it = field();
  const claude = await begun(it);
  const spent = (n: number): string =>
    `${JSON.stringify({
      type: 'assistant',
      sessionId: A,
      requestId: `req_${n}`,
      message: {
        id: `msg_${n}`,
        model: 'claude-opus-4-7',
        content: [{ type: 'text', text: 'x' }],
        usage: { input_tokens: 100 * n, output_tokens: n },
      },
    })}\n`;
  const transcript = join(it.box.dir, `${A}.jsonl`);
  it.box.write(transcript, spent(1) + spent(2));
  claude.call();
  await handOff(it, claude);
  appendFileSync(transcript, spent(4));
  claude.call();
  await handOff(it, claude);
  const tokens = async (id: string): Promise<unknown> => {
    const read = await parseFrontmatterFully(it.read(`docs/sessions/${id}.md`), 'session');
    return read.ok && read.data['tokens'];
  };
  const rest = { cache_read: 0, cache_creation: 0 };
  expect(await tokens('RT-260511-01')).toEqual({ input: 300, output: 3, ...rest });
  expect(await tokens('RT-260511-02')).toEqual({ input: 400, output: 4, ...rest });
  const { data } = await it.json(['telemetry', 'RT-260511-02']);
  expect(data['sessions']).toMatchObject([{ tokens: { input: 400, output: 4 } }]);
});

test('a record is as well proven as the worst of its sessions', async () => {
  const it = field();
  const line = (session: string, id: string): string =>
    [
      {
        type: 'assistant',
        sessionId: session,
        requestId: id,
        message: {
          id,
          model: 'claude-opus-4-7',
          content: [{ type: 'tool_use', id, name: 'Bash', input: {} }],
          usage: { input_tokens: 1, output_tokens: 1 },
        },
      },
      {
        type: 'user',
        sessionId: session,
        message: { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: 'x' }] },
      },
    ]
      .map((one) => `${JSON.stringify(one)}\n`)
      .join('');
  const telemetryOf = async (lost: string): Promise<unknown> => {
    const [first, second] = [`${lost}1${A}`, `${lost}2${B}`];
    const before = await begun(it, first);
    const own = before.call({ at: '2026-05-11T13:20:00+02:00' });
    await before.tell('SessionEnd', { reason: 'clear' }, '2026-05-11T13:30:00+02:00');
    const after = agent(it.box, it.repo, second);
    await after.start({ source: 'clear', at: '2026-05-11T13:30:01+02:00' });
    const next = after.call();
    it.box.write(join(it.box.dir, `${first}.jsonl`), line(first, own) + (lost && line(first, 'toolu_lost')));
    it.box.write(join(it.box.dir, `${second}.jsonl`), line(second, next));
    return (await handOff(it, after)).data['telemetry'];
  };
  expect([await telemetryOf(''), await telemetryOf('x')]).toEqual(['complete', 'partial']);
});

test('nothing is proven of a session that nobody counted, and nothing is said twice', async () => {
  const it = field({ config: NOTION });
  await it.canon(['handoff', '--quick', 'Without hooks', '--no-push'], {
    env: { CLAUDE_CODE_SESSION_ID: 'zz' },
  });
  const { stdout } = await it.canon(['telemetry'], { env: { CLAUDE_CODE_SESSION_ID: 'zz' } });
  expect(stdout).toMatch(/notion +\? +at most 0 +not known/);
  const both = await it.json(['telemetry', A, '--all']);
  expect([both.exit, both.codes]).toEqual([2, ['E_TELEMETRY_OPTIONS']]);
  it.write('.git/canon/quarantine/claude-code.9', '{"half');
  expect((await it.json(['telemetry', '--all'])).codes).toContain('telemetry-aside');
});
