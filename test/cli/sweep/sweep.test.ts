import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withLock } from '../../../src/store/lock.ts';
import { ONE, swept } from './kit.ts';

test('sessions that were left become records, once, and nothing is pushed', async () => {
  const it = swept();
  it.transcript(ONE, 3);
  const before = it.git('ls-remote', 'origin');
  const first = await it.json(['sweep']);
  expect(first.exit).toBe(0);
  expect(first.schema).toBe('canon.sweep/1');
  expect(first.data['items']).toEqual([
    { source: `${ONE}.jsonl`, record: 'session:RT-260511-01', action: 'create', uncertain: [] },
  ]);
  expect(await it.frontmatter('RT-260511-01')).toMatchObject({
    title: 'Session on main: 3 files',
    operator: 'roman',
    status: 'auto',
    telemetry: 'complete',
    tool_calls: 3,
    imported: { source: 'transcripts', id: ONE },
  });
  expect(it.git('status', '--porcelain')).toBe('');
  expect(it.git('ls-remote', 'origin')).toBe(before);
  const head = it.git('rev-parse', 'HEAD');
  const again = await it.canon(['sweep']);
  expect(again).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(it.git('rev-parse', 'HEAD')).toBe(head);
  // Nothing is to be mended in what it made.
  const { data } = await it.json(['check']);
  const paths = (data['findings'] as readonly { path?: string }[]).map(({ path }) => path);
  expect(paths.filter((path) => path?.startsWith('docs/sessions'))).toEqual([]);
});

test('a session at work is left alone, and a dry run says what there would be', async () => {
  const it = swept();
  it.transcript(ONE, 130);
  expect((await it.json(['sweep'])).data['items']).toEqual([]);
  const dry = await it.json(['sweep', '--idle', '90s', '--dry-run']);
  expect(dry.data['items']).toHaveLength(1);
  expect(existsSync(join(it.repo, 'docs/sessions/RT-260511-01.md'))).toBe(false);
  expect((await it.canon(['sweep', '--idle', 'soon'])).code).toBe(2);
  expect((await it.canon(['sweep', '--every', '15m'])).code).toBe(2);
  expect((await it.canon(['sweep', '--install', '--uninstall'])).code).toBe(2);
});

test('a session that goes on is brought up to date under its id; what people wrote is a conflict', async () => {
  const it = swept();
  it.transcript(ONE, 2);
  await it.json(['sweep']);
  it.transcript(ONE, 4);
  const later = await it.json(['sweep']);
  expect(later.data['items']).toMatchObject([{ record: 'session:RT-260511-01', action: 'update' }]);
  expect((await it.frontmatter('RT-260511-01'))['tool_calls']).toBe(4);
  it.work('docs/sessions/RT-260511-01.md', `${it.read('docs/sessions/RT-260511-01.md')}\nI looked at it.\n`);
  it.transcript(ONE, 5);
  const edited = await it.json(['sweep']);
  expect([edited.exit, edited.codes.includes('import-conflict')]).toEqual([1, true]);
  expect(it.read('docs/sessions/RT-260511-01.md')).toContain('I looked at it.');
});

test('a session whose record got another id goes on in that one', async () => {
  const it = swept();
  it.transcript(ONE, 2);
  await it.json(['sweep']);
  expect((await it.json(['renumber', 'RT-260511-01', '--to', 'RT-260511-07'])).exit).toBe(0);
  it.transcript(ONE, 4);
  const later = await it.json(['sweep']);
  expect([later.exit, later.data['items']]).toMatchObject([
    0,
    [{ record: 'session:RT-260511-07', action: 'update' }],
  ]);
  expect(await it.frontmatter('RT-260511-07')).toMatchObject({ tool_calls: 4, aliases: ['RT-260511-01'] });
  expect((await it.canon(['sweep'])).stdout).toBe('');
});

test('two sweeps do not write at once, and none where somebody is in the middle of something', async () => {
  const it = swept();
  it.transcript(ONE, 2);
  const busy = await withLock({ local: join(it.repo, '.git/canon') }, 'sweep', () => it.json(['sweep']));
  expect([busy.exit, busy.data['why'], busy.codes]).toEqual([0, 'busy', ['sweep-later']]);
  it.git('checkout', '-q', '--detach');
  const detached = await it.canon(['sweep']);
  expect(detached.code).toBe(0);
  expect(detached.stdout).toBe('');
  expect(detached.stderr).toContain('HEAD is detached');
  expect(existsSync(join(it.repo, 'docs/sessions/RT-260511-01.md'))).toBe(false);
  it.git('checkout', '-q', 'main');
  expect((await it.json(['sweep'])).data['items']).toHaveLength(1);
});

test('it finds git without a PATH, and asks nothing of a stranger', async () => {
  const it = swept();
  it.transcript(ONE, 2);
  const poor = { PATH: '/nowhere', TERM: undefined, LC_ALL: undefined } as unknown as Record<string, string>;
  const ran = await it.canon(['sweep', '--json'], { env: poor, built: true });
  expect([ran.code, ran.stderr]).toEqual([0, '']);
  expect(JSON.parse(ran.stdout)).toMatchObject({ data: { items: [{ action: 'create' }] } });
  it.git('config', 'user.email', 'nobody@example.com');
  expect((await it.json(['sweep'])).codes).toEqual(['E_OPERATOR_UNKNOWN']);
});

test('what hooks recorded and the transcript says are one count, and a handoff takes the record over', async () => {
  const it = swept();
  await it.claude.start({ at: '2026-05-11T12:59:00+02:00' });
  const id = it.claude.call({ tool: 'Bash', at: '2026-05-11T13:05:00+02:00' });
  const known = it.claude.call({ tool: 'Edit', at: '2026-05-11T13:06:00+02:00' });
  it.transcript(ONE, 2, { ids: (at) => (at === 1 ? known : `other-${at}`) });
  await it.json(['sweep', '--no-commit']);
  expect(id).not.toBe(known);
  expect(await it.frontmatter('RT-260511-01')).toMatchObject({
    status: 'auto',
    tool_calls: 3,
    tool_calls_breakdown: { Edit: 2, Bash: 1 },
  });
  expect((await it.json(['resume'])).data['unclosed']).toEqual([]);
  const done = await it.json(['handoff', '--quick', 'By hand', '--no-push'], { env: it.claude.env });
  expect([done.exit, done.data['id']]).toEqual([0, 'RT-260511-01']);
  expect(await it.frontmatter('RT-260511-01')).toMatchObject({ status: 'handed-off', tool_calls: 2 });
  expect((await it.canon(['sweep'])).stdout).toBe('');
  // The report still knows whose id it is, and nobody takes a handoff back.
  it.git('add', '.canon');
  const undone = await it.json(['import', 'transcripts', '--undo']);
  expect(undone.exit).toBe(1);
  expect(it.read('docs/sessions/RT-260511-01.md')).toContain('status: handed-off');
});

test('a session whose transcript is gone is made from what hooks recorded; its claimed id is its own', async () => {
  const it = swept('invariants:\n  - name: silent\n    tools: [slack]\n');
  await it.claude.start({ at: '2026-05-11T13:00:00+02:00' });
  await it.json(['claim'], { env: { CLAUDE_CODE_SESSION_ID: 'another' } });
  const claim = await it.json(['claim'], { env: it.claude.env });
  expect(claim.data['id']).toBe('RT-260511-02');
  it.claude.call({
    tool: 'Edit',
    input: { file_path: join(it.repo, 'src/a.ts') },
    at: '2026-05-11T13:05:00+02:00',
  });
  it.claude.call({ event: 'PostToolUseFailure', at: '2026-05-11T13:06:00+02:00' });
  const { data } = await it.json(['sweep']);
  expect(data['items']).toMatchObject([{ record: 'session:RT-260511-02', action: 'create' }]);
  expect(await it.frontmatter('RT-260511-02')).toMatchObject({
    status: 'auto',
    branch: 'main',
    host: 'claude-code',
    telemetry: 'partial',
    tool_calls: 2,
    tool_failures: 1,
    tool_calls_breakdown: { Bash: 1, Edit: 1, silent: 0 },
  });
  expect(it.read('docs/sessions/RT-260511-02.md')).toContain('- `src/a.ts`');
  expect(existsSync(join(it.repo, '.git/canon/claims/RT-260511-02'))).toBe(false);
  expect((await it.canon(['sweep'])).stdout).toBe('');
});
