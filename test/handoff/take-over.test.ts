import { expect, test } from 'vitest';
import { markSessions } from '../../src/import/transcripts/mark.ts';
import { parseFrontmatterFully } from '../../src/record/frontmatter.ts';
import { openProject } from '../../src/store/project.ts';
import { type Agent, agent, withSpool } from '../support/agent.ts';
import { DRAFT, type Field, field } from './field.ts';

const ONE = '11111111-aaaa-4333-8444-555555555555';
const AUTO = 'docs/sessions/RT-260511-01.md';

const auto = (session: string, more = ''): string => `---
title: "Session on main: 1 commit"
operator: roman
kind: session
id: RT-260511-01
status: auto
created: 2026-05-11T14:00:00+02:00
branch: main
duration_minutes: 60
host: claude-code
host_sessions: [${session}]
${more}---
# RT-260511-01 — Session on main: 1 commit

## What I Did

Made from a transcript.
`;

interface Place extends Field {
  readonly claude: Agent;
  frontmatter(id: string): Promise<Record<string, unknown>>;
  /** What a sweep does at two o'clock. */
  sweep(more?: string): Promise<void>;
}

async function place(): Promise<Place> {
  const it = field();
  withSpool(it.repo);
  const claude = agent(it.box, it.repo, ONE);
  await claude.start({ at: '2026-05-11T13:00:00+02:00' });
  return {
    ...it,
    claude,
    async frontmatter(id) {
      const read = await parseFrontmatterFully(it.read(`docs/sessions/${id}.md`), 'session');
      if (!read.ok) throw new Error('does not parse');
      return read.data;
    },
    async sweep(more = '') {
      await it.canon(['telemetry']);
      it.write(AUTO, auto(ONE, more));
      it.git('add', AUTO);
      it.git('commit', '-qm', 'Import 1 session\n\nCanon-Session: none');
      const project = await openProject({ cwd: it.repo, env: it.box.env });
      const now = Date.now();
      const world = { now: () => ({ ms: now, offset: 120 }) };
      await markSessions(project, world, [{ session: ONE, record: 'RT-260511-01', file: AUTO }], now);
    },
  };
}

test('a handoff takes the record of its own session over, keeps its id, and counts each call once', async () => {
  const it = await place();
  it.claude.call();
  it.claude.call({ tool: 'Read' });
  it.work('one.ts');
  const first = it.git('rev-parse', '--short', 'HEAD');
  await it.sweep(`commits: [${first}]\ntelemetry: partial\ntool_calls: 2\n`);
  expect((await it.json(['resume'])).data['unclosed'] ?? []).toEqual([]);
  it.claude.call({ tool: 'Edit' });
  it.work('two.ts');
  const second = it.git('rev-parse', '--short', 'HEAD');
  const { exit, data } = await it.json(['handoff', '--draft', '-', '--no-push'], {
    env: it.claude.env,
    input: DRAFT,
  });
  expect([exit, data['id'], data['path']]).toEqual([0, 'RT-260511-01', AUTO]);
  expect(it.git('log', '-1', '--format=%s')).toMatch(/^Hand off RT-260511-01: /);
  expect(await it.frontmatter('RT-260511-01')).toMatchObject({
    status: 'handed-off',
    host_sessions: [ONE],
    commits: [first, second],
    tool_calls: 3,
    tool_calls_breakdown: { Bash: 1, Edit: 1, Read: 1 },
    duration_minutes: 132,
  });
  expect(it.read(AUTO)).not.toContain('Made from a transcript');
  expect(it.git('ls-files', 'docs/sessions')).not.toContain('RT-260511-02');
  expect(it.git('status', '--porcelain')).toBe('');
  // It is one like any other from now on.
  const amended = await it.json(['handoff', '--amend', 'RT-260511-01', '--draft', '-', '--no-push'], {
    env: it.claude.env,
    input: '---\ntitle: Better\n---\n',
  });
  expect(amended.exit).toBe(0);
  expect(await it.frontmatter('RT-260511-01')).toMatchObject({
    title: 'Better',
    tool_calls: 3,
    commits: [first, second],
  });
});

test('what comes after it is the next record of the session', async () => {
  const it = await place();
  it.claude.call();
  await it.sweep();
  await it.json(['handoff', '--quick', 'One', '--no-push'], { env: it.claude.env });
  it.claude.call({ tool: 'Grep' });
  const { data } = await it.json(['handoff', '--quick', 'Two', '--no-push'], { env: it.claude.env });
  expect(data['id']).toBe('RT-260511-02');
  expect((await it.frontmatter('RT-260511-02'))['tool_calls']).toBe(1);
  expect((await it.frontmatter('RT-260511-01'))['tool_calls']).toBe(1);
});

test('an id that was claimed for the session is given back, and stays a name of the record', async () => {
  const it = await place();
  const claim = await it.json(['claim'], { env: it.claude.env });
  expect(claim.data['id']).toBe('RT-260511-01');
  const path = 'docs/sessions/RT-260511-02.md';
  it.work(path, auto(ONE).replaceAll('RT-260511-01', 'RT-260511-02'));
  const { data } = await it.json(['handoff', '--quick', 'One', '--id', 'RT-260511-01', '--no-push'], {
    env: it.claude.env,
  });
  expect(data['id']).toBe('RT-260511-02');
  expect(await it.frontmatter('RT-260511-02')).toMatchObject({
    status: 'handed-off',
    aliases: ['RT-260511-01'],
  });
  expect((await it.json(['claim'])).data['id']).not.toBe('RT-260511-02');
});

test('the id of the record may be named; without hooks its counts stay', async () => {
  const it = field();
  it.work(
    AUTO,
    auto(ONE, 'telemetry: complete\ntool_calls: 7\ntool_failures: 1\ntool_calls_breakdown: { Bash: 7 }\n'),
  );
  const env = { CLAUDE_CODE_SESSION_ID: ONE };
  const { exit, data } = await it.json(['handoff', '--quick', 'One', '--id', 'RT-260511-01', '--no-push'], {
    env,
  });
  expect([exit, data['id']]).toEqual([0, 'RT-260511-01']);
  expect(it.read(AUTO)).toContain('status: handed-off');
  expect(it.read(AUTO)).toContain('tool_calls: 7');
  expect(it.read(AUTO)).toContain('telemetry: partial');
});

test('one that is not committed, and not known to be made by canon, stays as it is', async () => {
  const it = field();
  it.write(AUTO, auto(ONE));
  const env = { CLAUDE_CODE_SESSION_ID: ONE };
  const { data, codes } = await it.json(['handoff', '--quick', 'One', '--no-push'], { env });
  // Nobody knows that a machine has made this one.
  expect([data['id'], codes.includes('handoff-auto-edited')]).toEqual(['RT-260511-02', true]);
  expect(it.read(AUTO)).toContain('status: auto');
});

test('edited, of another session or of another operator it stays as it is', async () => {
  const it = field();
  it.work(AUTO, auto(ONE));
  it.write(AUTO, `${it.read(AUTO)}\nI have looked at it.\n`);
  const mine = await it.json(['handoff', '--quick', 'One', '--no-push'], {
    env: { CLAUDE_CODE_SESSION_ID: ONE },
  });
  expect([mine.data['id'], mine.codes.includes('handoff-auto-edited')]).toEqual(['RT-260511-02', true]);
  const other = await it.json(['handoff', '--quick', 'Two', '--no-push'], {
    env: { CLAUDE_CODE_SESSION_ID: 'two' },
  });
  expect([other.data['id'], other.codes.includes('handoff-auto-edited')]).toEqual(['RT-260511-03', false]);
  it.git('checkout', '-q', AUTO);
  const sergei = await it.json(['handoff', '--quick', 'Three', '--no-push', '--operator', 'sergei'], {
    env: { CLAUDE_CODE_SESSION_ID: ONE },
  });
  expect(sergei.data['id']).toBe('SK-260511-01');
  expect(it.read(AUTO)).toContain('status: auto');
});

test('one that somebody corrects is theirs from then on', async () => {
  const it = field();
  it.work(AUTO, auto(ONE, 'telemetry: complete\ntool_calls: 7\n'));
  const input = '---\ntitle: What I did\n---\n\n## Summary\n\nIt works.\n';
  const done = await it.json(['handoff', '--amend', 'RT-260511-01', '--draft', '-', '--no-push'], { input });
  expect(done.exit).toBe(0);
  expect(it.read(AUTO)).toContain('status: handed-off');
  expect(it.read(AUTO)).toContain('tool_calls: 7');
  expect(it.read(AUTO)).toContain('Made from a transcript.');
});

test('resume shows what somebody wrote before what a machine made, however young', async () => {
  const it = field();
  it.work(
    'docs/sessions/RT-260511-02.md',
    auto('other').replaceAll('RT-260511-01', 'RT-260511-02').replace('14:00:00', '18:00:00'),
  );
  await it.json(['handoff', '--quick', 'By hand', '--no-push']);
  const { data } = await it.json(['resume']);
  expect(data['last_session']?.id).toBe('RT-260511-03');
});
