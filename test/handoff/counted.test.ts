import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseFrontmatterFully } from '../../src/record/frontmatter.ts';
import { type Agent, agent, withSpool } from '../support/agent.ts';
import { DRAFT, type Field, field } from './field.ts';

const NOTION = `fold_tools:
  mcp__notion_offplan: ['mcp__notion_offplan__*', 'mcp__plugin_*_notion_offplan__*']
invariants:
  - name: mcp__notion_offplan
`;
const [ONE, TWO, THREE] = ['1', '2', '3'].map((n) => `${n.repeat(8)}-aaaa-4333-8444-555555555555`) as [
  string,
  string,
  string,
];

interface Place extends Field {
  readonly claude: Agent;
  /** A line handed off by the agent, as data. */
  handOff(by: Agent, line: string, ...more: string[]): Promise<Awaited<ReturnType<Field['json']>>>;
  frontmatter(id: string): Promise<Record<string, unknown>>;
}

/** A field whose clone has a spool, and an agent in it that began at one o'clock. */
async function place(config = NOTION): Promise<Place> {
  const it = field({ config });
  withSpool(it.repo);
  const claude = agent(it.box, it.repo, ONE);
  await claude.start({ at: '2026-05-11T13:00:00+02:00' });
  return {
    ...it,
    claude,
    handOff: (by, line, ...more) =>
      it.json(['handoff', '--quick', line, '--no-push', ...more], { env: by.env }),
    async frontmatter(id) {
      const read = await parseFrontmatterFully(it.read(`docs/sessions/${id}.md`), 'session');
      if (!read.ok) throw new Error('does not parse');
      return read.data;
    },
  };
}

test('a record says what was called, with every invariant counter', async () => {
  const it = await place();
  it.claude.call();
  it.claude.call({ tool: 'Read' });
  it.claude.call({ event: 'PostToolUseFailure' });
  const { exit, data, codes } = await it.handOff(it.claude, 'Read about it');
  expect([exit, data['telemetry'], codes]).toEqual([
    0,
    'partial',
    expect.not.arrayContaining(['telemetry-absent']),
  ]);
  expect(data['invariants']).toEqual({ mcp__notion_offplan: { count: 0, max: 0, ok: true } });
  expect(await it.frontmatter('RT-260511-01')).toMatchObject({
    host: 'claude-code',
    host_sessions: [ONE],
    telemetry: 'partial',
    tool_calls: 3,
    tool_failures: 1,
    tool_calls_breakdown: { Bash: 2, Read: 1, mcp__notion_offplan: 0 },
    duration_minutes: 132,
  });
});

test('a broken invariant is loud, names what was called, and does not stop the record', async () => {
  const it = await place();
  it.claude.call({ tool: 'mcp__notion_offplan__search' });
  it.claude.call({ tool: 'mcp__plugin_work_notion_offplan__fetch' });
  const { exit, data, diagnostics } = await it.handOff(it.claude, 'Asked Notion');
  expect([exit, typeof data['commit']]).toEqual([0, 'string']);
  expect(data['invariants']).toEqual({ mcp__notion_offplan: { count: 2, max: 0, ok: false } });
  expect(diagnostics.find(({ code }) => code === 'invariant-broken')).toMatchObject({
    severity: 'warning',
    message:
      'INVARIANT BROKEN: mcp__notion_offplan was called 2 times in this session, and must never be called (mcp__notion_offplan__search, mcp__plugin_work_notion_offplan__fetch)',
  });
  expect(await it.frontmatter('RT-260511-01')).toMatchObject({
    tool_calls_breakdown: { mcp__notion_offplan: 2 },
  });
  const resumed = await it.json(['resume']);
  expect(resumed.data['invariants']).toEqual({ mcp__notion_offplan: { count: 2, max: 0, ok: false } });
  expect((await it.canon(['resume'])).stdout).toContain('INVARIANT BROKEN: mcp__notion_offplan');
  const checked = await it.json(['check']);
  expect(checked.data['findings']).toContainEqual(
    expect.objectContaining({
      code: 'broken-invariant',
      severity: 'warning',
      path: 'docs/sessions/RT-260511-01.md',
    }),
  );
});

test('one that blocks leaves the record uncommitted, and so does the second try', async () => {
  const it = await place(`${NOTION}    mode: block\n`);
  const before = it.git('rev-parse', 'HEAD');
  it.claude.call({ tool: 'mcp__notion_offplan__search' });
  const { exit, data, codes } = await it.handOff(it.claude, 'Asked Notion');
  expect([exit, data['commit'], codes]).toEqual([
    1,
    null,
    expect.arrayContaining(['invariant-broken', 'handoff-not-committed']),
  ]);
  expect(it.git('status', '--porcelain', '-uall')).toContain('docs/sessions/RT-260511-01.md');
  const again = await it.json(['handoff', '--id', 'RT-260511-01', '--no-push'], { env: it.claude.env });
  expect([again.exit, again.data['commit']]).toEqual([1, null]);
  expect(it.git('rev-parse', 'HEAD')).toBe(before);
  // Whoever lets it pass says so in the configuration, for everybody to see.
  it.write('.canon/config.yaml', `format: 1\n${NOTION}`);
  const passed = await it.json(['handoff', '--id', 'RT-260511-01', '--no-push'], { env: it.claude.env });
  expect([passed.exit, typeof passed.data['commit']]).toEqual([0, 'string']);
});

test('a second handoff of one host session counts what came after the first, its own call with it', async () => {
  const it = await place();
  it.claude.call();
  it.claude.call({ tool: 'Read' });
  await it.handOff(it.claude, 'First');
  // The call that ran the handoff is told of when it is over.
  it.claude.call({ ms: 86_400_000 });
  it.claude.call({ tool: 'Edit' });
  await it.handOff(it.claude, 'Second');
  expect((await it.frontmatter('RT-260511-01'))['tool_calls_breakdown']).toMatchObject({ Bash: 1, Read: 1 });
  const second = await it.frontmatter('RT-260511-02');
  expect(second['tool_calls_breakdown']).toEqual({ Bash: 1, Edit: 1, mcp__notion_offplan: 0 });
  // It began when the first had been written.
  expect(second['duration_minutes']).toBe(0);
});

test('a handoff that was refused has taken nothing', async () => {
  const it = await place();
  it.claude.call();
  it.work('a.txt');
  // There is something to say, and nobody has said it.
  expect(await it.json(['handoff', '--no-push'], { env: it.claude.env })).toMatchObject({
    exit: 2,
    codes: ['E_DRAFT_MISSING'],
  });
  // The id goes to somebody else, who has a record of that name.
  await it.json(['handoff', '--quick', 'Somebody else', '--no-push']);
  it.claude.call({ tool: 'Read' });
  await it.handOff(it.claude, 'At last');
  expect((await it.frontmatter('RT-260511-02'))['tool_calls']).toBe(2);
});

test('what came before /clear, and before that, is in the record of what comes after', async () => {
  const it = await place();
  it.claude.call({ at: '2026-05-11T13:20:00+02:00' });
  await it.claude.tell('SessionEnd', { reason: 'clear' }, '2026-05-11T13:30:00+02:00');
  const second = agent(it.box, it.repo, TWO);
  await second.start({ source: 'clear', at: '2026-05-11T13:30:01+02:00' });
  second.call({ tool: 'Edit', at: '2026-05-11T13:40:00+02:00' });
  await second.tell('SessionEnd', { reason: 'clear' }, '2026-05-11T13:50:00+02:00');
  const third = agent(it.box, it.repo, THREE);
  await third.start({ source: 'clear', at: '2026-05-11T13:50:01+02:00' });
  // It is its own work that it finds: nobody left it behind.
  expect((await it.json(['resume'], { env: third.env })).data['unclosed']).toEqual([]);
  third.call({ tool: 'Read', at: '2026-05-11T14:00:00+02:00' });
  const shown = await it.json(['telemetry'], { env: third.env });
  expect(shown.data['sessions'].map((one: { calls: number }) => one.calls)).toEqual([1, 1, 1]);
  await it.handOff(third, 'After clear');
  expect(await it.frontmatter('RT-260511-01')).toMatchObject({
    host_sessions: [ONE, TWO, THREE],
    tool_calls_breakdown: { Bash: 1, Edit: 1, Read: 1 },
    duration_minutes: 132,
  });
});

test('a session that is resumed beside the one that goes on from it keeps what it does then', async () => {
  const it = await place();
  it.claude.call({ at: '2026-05-11T13:20:00+02:00' });
  await it.claude.tell('SessionEnd', { reason: 'clear' }, '2026-05-11T13:30:00+02:00');
  const next = agent(it.box, it.repo, TWO);
  await next.start({ source: 'clear', at: '2026-05-11T13:30:01+02:00' });
  next.call({ tool: 'Read', at: '2026-05-11T13:40:00+02:00' });
  await it.claude.start({ source: 'resume', at: '2026-05-11T13:45:00+02:00' });
  it.claude.call({ tool: 'Edit', at: '2026-05-11T13:50:00+02:00' });
  await it.handOff(next, 'What goes on');
  await it.handOff(it.claude, 'What was resumed');
  const breakdowns = await Promise.all(
    ['RT-260511-01', 'RT-260511-02'].map(async (id) => (await it.frontmatter(id))['tool_calls_breakdown']),
  );
  expect(breakdowns).toEqual([
    { Bash: 1, Read: 1, mcp__notion_offplan: 0 },
    { Edit: 1, mcp__notion_offplan: 0 },
  ]);
});

test('an id that was claimed before /clear is the record’s', async () => {
  const it = await place();
  await it.canon(['claim']);
  expect((await it.canon(['claim'], { env: it.claude.env })).stdout).toBe('RT-260511-02\n');
  it.claude.call();
  await it.claude.tell('SessionEnd', { reason: 'clear' });
  const next = agent(it.box, it.repo, TWO);
  await next.start({ source: 'clear', at: '2026-05-11T14:00:00+02:00' });
  const { data } = await it.handOff(next, 'After clear');
  expect(data['id']).toBe('RT-260511-02');
  // A second record of the same sessions gets an id of its own.
  expect((await it.handOff(next, 'And on')).data['id']).toBe('RT-260511-03');
});

test('with two terminals on one branch a commit is of the session that made it', async () => {
  const it = await place();
  const other = agent(it.box, it.repo, TWO);
  await other.start({ at: '2026-05-11T13:05:00+02:00' });
  const [mine, theirs, nobodys] = [it.work('a.txt'), it.work('b.txt'), it.work('c.txt')];
  const at = '2026-05-11T14:00:01+02:00';
  const said = (hash: string) => ({ stdout: `[main ${hash}] Write it\n 1 file changed` });
  const input = { command: 'git commit -am x' };
  it.claude.call({ input, response: said(mine), at });
  other.call({ input, response: said(theirs), at });
  await it.handOff(it.claude, 'Mine');
  await it.handOff(other, 'Theirs');
  const [first, second] = [await it.frontmatter('RT-260511-01'), await it.frontmatter('RT-260511-02')];
  expect([first['commits'], first['shared_commits']]).toEqual([[mine, nobodys], [nobodys]]);
  expect([second['commits'], second['shared_commits']]).toEqual([[theirs], undefined]);
});

test('a commit that was made without saying so is of the session that was committing then', async () => {
  const it = await place();
  const other = agent(it.box, it.repo, TWO);
  await other.start({ at: '2026-05-11T13:05:00+02:00' });
  it.claude.call({ tool: 'Read', at: '2026-05-11T13:30:00+02:00' });
  it.work('a.txt');
  other.call({ input: { command: 'git commit -qm x' }, ms: 2000, at: '2026-05-11T14:00:01+02:00' });
  await it.handOff(it.claude, 'Nothing of mine');
  await it.handOff(other, 'Mine');
  expect((await it.frontmatter('RT-260511-01'))['commits']).toBeUndefined();
  expect((await it.frontmatter('RT-260511-02'))['commits']).toHaveLength(1);
});

test('journals that cannot be written are said, and the record is there', async () => {
  const it = await place();
  it.claude.call();
  rmSync(join(it.repo, '.git/canon/journal'), { recursive: true });
  it.write('.git/canon/journal', 'in the way');
  const { exit, codes } = await it.handOff(it.claude, 'All the same');
  expect([exit, codes]).toEqual([0, expect.arrayContaining(['telemetry-absent'])]);
  expect((await it.frontmatter('RT-260511-01'))['telemetry']).toBe('absent');
});

test('--dry-run marks nothing', async () => {
  const it = await place();
  it.claude.call();
  await it.claude.tell('Stop');
  const { data } = await it.handOff(it.claude, 'Would be', '--dry-run');
  expect(JSON.stringify(data['plan'])).toContain('tool_calls: 1');
  await it.handOff(it.claude, 'Is');
  expect((await it.frontmatter('RT-260511-01'))['tool_calls']).toBe(1);
});

test('with telemetry off nothing is counted, and nobody is warned', async () => {
  const it = field({ config: 'telemetry: off\n' });
  const claude = agent(it.box, it.repo, ONE);
  const { exit, data, codes } = await it.json(['handoff', '--draft', '-', '--no-push'], {
    input: DRAFT,
    env: claude.env,
  });
  expect([exit, data['telemetry'], data['invariants']]).toEqual([0, 'absent', {}]);
  expect(codes).not.toContain('telemetry-absent');
});
