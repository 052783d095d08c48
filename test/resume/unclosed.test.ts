import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Agent, agent, withSpool } from '../support/agent.ts';
import { field, type Field } from '../handoff/field.ts';

const [ONE, TWO] = ['11111111-bbbb-4333-8444-555555555555', '22222222-bbbb-4333-8444-555555555555'];
const AT_TWO = '2026-05-11T14:00:00+02:00';

const unclosedIn = async (it: Field, env: Record<string, string> = {}) =>
  (await it.json(['resume'], { env })).data['unclosed'];

async function begun(it: Field, session: string): Promise<Agent> {
  withSpool(it.repo);
  const claude = agent(it.box, it.repo, session);
  await claude.start({ at: '2026-05-11T13:00:00+02:00' });
  return claude;
}

test('a session that nobody handed off is listed, with what is known of it', async () => {
  const it = field();
  const claude = await begun(it, ONE);
  claude.call({ input: { file_path: join(it.repo, 'src/a.ts') }, tool: 'Edit', at: AT_TWO });
  claude.call({ event: 'PostToolUseFailure', at: AT_TWO });
  // Killed: it never said that it was over.
  await claude.tell('Stop');
  expect(await unclosedIn(it)).toEqual([
    {
      id: null,
      operator: 'roman',
      claimed_at: '2026-05-11T11:59:59+00:00',
      age_hours: 1,
      worktree: it.repo,
      host_session: ONE,
      counted: {
        host: 'claude-code',
        calls: 2,
        failures: 1,
        files: ['src/a.ts'],
        files_total: 1,
        commits: [],
        branch: 'main',
        last: '2026-05-11T12:00:00.000Z',
        ended: false,
      },
    },
  ]);
  const { stdout } = await it.canon(['resume']);
  expect(stdout).toContain('Not handed off (unclosed)');
  expect(stdout).toMatch(/2 calls \(1 failed\), src\/a\.ts, on main +1h ago · claude-code 11111111/);
  // Its own dashboard does not call it left behind, and a handoff closes it.
  expect(await unclosedIn(it, claude.env)).toEqual([]);
  await it.json(['handoff', '--quick', 'After all', '--no-push'], { env: claude.env });
  expect(await unclosedIn(it)).toEqual([]);
});

test('what a killed session called last is counted when somebody looks', async () => {
  const it = field();
  const claude = await begun(it, ONE);
  expect(await unclosedIn(it)).toEqual([]);
  claude.call({ at: AT_TWO });
  expect(await unclosedIn(it)).toMatchObject([{ counted: { calls: 1 } }]);
  expect(readdirSync(join(it.repo, '.git/canon/spool'))).toEqual([]);
});

test('the call that ran a handoff leaves nothing unclosed', async () => {
  const it = field();
  const claude = await begun(it, ONE);
  claude.call({ at: AT_TWO });
  await it.json(['handoff', '--quick', 'Done', '--no-push'], { env: claude.env });
  claude.call({ ms: 60_000, at: '2026-05-11T15:13:00+02:00' });
  await claude.tell('SessionEnd', { reason: 'other' }, '2026-05-11T15:14:00+02:00');
  expect(await unclosedIn(it)).toEqual([]);
  // Long after, it is not even looked at.
  await it.canon(['resume', '--all'], { env: { CANON_NOW: '2026-05-11T18:00:00+02:00' } });
  expect(readdirSync(join(it.repo, '.git/canon/open'))).toEqual([]);
});

test('a session that is at work is nobody’s to close; one that is idle is', async () => {
  const it = field();
  const claude = await begun(it, ONE);
  claude.call({ at: '2026-05-11T15:05:00+02:00' });
  await claude.tell('Stop');
  expect(await unclosedIn(it)).toEqual([]);
  // Nothing has changed but the time.
  expect(await unclosedIn(it, { CANON_NOW: '2026-05-11T15:21:00+02:00' })).toMatchObject([
    { host_session: ONE, counted: { calls: 1, ended: false } },
  ]);
});

test('one that has ended is listed at once, and again with what came later', async () => {
  const it = field();
  const claude = await begun(it, ONE);
  claude.call({ at: '2026-05-11T15:05:00+02:00' });
  await claude.tell('SessionEnd', { reason: 'other' });
  expect(await unclosedIn(it)).toMatchObject([{ counted: { calls: 1, ended: true } }]);
  claude.call({ at: '2026-05-11T15:06:00+02:00' });
  await claude.tell('Stop');
  expect(await unclosedIn(it)).toMatchObject([{ counted: { calls: 2 } }]);
});

test('a claim and the host session that it was made in are one thing', async () => {
  const it = field();
  const claude = await begun(it, ONE);
  claude.call({ at: AT_TWO });
  await it.canon(['claim'], { env: claude.env });
  await claude.tell('Stop');
  expect(await unclosedIn(it)).toMatchObject([
    { id: 'RT-260511-01', host_session: ONE, counted: { calls: 1 } },
  ]);
});

test('what other operators left is theirs, and a session that called nothing is nobody’s', async () => {
  const it = field();
  const idle = await begun(it, ONE);
  await idle.tell('SessionEnd', { reason: 'other' });
  const sergei = agent(it.box, it.repo, TWO, { OPERATOR: 'sergei' });
  await sergei.start({ at: '2026-05-11T13:00:00+02:00' });
  sergei.call({ at: AT_TWO });
  await sergei.tell('Stop');
  expect(await unclosedIn(it)).toEqual([]);
  expect(await unclosedIn(it, { OPERATOR: 'sergei' })).toHaveLength(1);
  const env = { CANON_NOW: '2026-05-11T18:00:00+02:00' };
  expect((await it.json(['resume', '--all'], { env })).data['unclosed']).toHaveLength(1);
  expect(existsSync(join(it.repo, '.git/canon/open', ONE))).toBe(false);
});
