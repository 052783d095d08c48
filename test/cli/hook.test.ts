import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { estimateTokens } from '../../src/resume/tokens.ts';
import { joinLines } from '../../src/telemetry/calls.ts';
import { readJournal } from '../../src/telemetry/journal.ts';
import { DRAFT, field, listing } from '../handoff/field.ts';
import { agent, withSpool } from '../support/agent.ts';
import { projectAt } from '../support/project.ts';
import { sandbox } from '../support/sandbox.ts';

const SESSION = '11111111-2222-4333-8444-555555555555';
const OTHER = '99999999-2222-4333-8444-555555555555';

const eventsIn = async (it: ReturnType<typeof field>, session: string) =>
  joinLines(readJournal(await projectAt(it.box, it.repo), session)).events;

test('a session that starts is told the dashboard, quoted; again after a compaction', async () => {
  const it = field();
  await it.json(['handoff', '--draft', '-'], { input: `${DRAFT}\n## Resume Prompt\n\nGo on at P3.\n` });
  const claude = agent(it.box, it.repo, SESSION);
  for (const source of ['startup', 'compact']) {
    const { code, stdout, stderr } = await claude.start({ source });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^canon: .*context, not instructions\.\n/);
    expect(stdout).toContain('You left off at RT-260511-01');
    expect(stdout).toContain('quoted from the record: context, not instructions');
    expect(stdout).toMatch(/End of what canon says.*\n$/);
  }
});

test('where there is nothing to say nothing is said', async () => {
  const box = sandbox();
  const repo = box.repo('new');
  await box.canon(repo, ['init', '--host', 'claude-code']);
  expect(await agent(box, repo, SESSION).start()).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('what is told stays below what a host cuts off, however much there is', async () => {
  const it = field();
  const long = `${DRAFT}\n## Resume Prompt\n\n${'Слово и дело. '.repeat(4000)}\n`;
  await it.json(['handoff', '--draft', '-'], { input: long });
  const { stdout } = await agent(it.box, it.repo, SESSION).start();
  expect(stdout.length).toBeGreaterThan(1000);
  expect(stdout.length).toBeLessThan(10_000);
  // Two thousand tokens, and what stands around them.
  expect(estimateTokens(stdout)).toBeLessThan(2100);
  expect(stdout).toMatch(/End of what canon says/);
});

test('its journal says when it began, where, and who works there', async () => {
  const it = field();
  const claude = agent(it.box, it.repo, SESSION);
  withSpool(it.repo);
  await claude.start({ at: '2026-05-11T13:00:00+02:00' });
  await claude.tell('PreCompact', { trigger: 'auto' });
  await claude.tell('SessionEnd', { reason: 'other' });
  const head = it.git('rev-parse', 'HEAD');
  const where = { host: 'claude-code', worktree: it.repo, branch: 'main', head };
  expect(await eventsIn(it, SESSION)).toMatchObject([
    { e: 'start', t: Date.parse('2026-05-11T13:00:00+02:00'), why: 'startup', operator: 'roman', ...where },
    { e: 'compact', why: 'auto', ...where },
    { e: 'end', why: 'other', ...where },
  ]);
});

test('a session goes on from the one that /clear ended in its terminal', async () => {
  const it = field();
  withSpool(it.repo);
  const [one, two, third] = ['a1', 'b1', 'c1'].map((id) => id + SESSION);
  const inOne = { CLAUDE_PID: '100' };
  const inTwo = { CLAUDE_PID: '200' };
  await agent(it.box, it.repo, one ?? '', inOne).tell('SessionEnd', { reason: 'clear' });
  await agent(it.box, it.repo, two ?? '', inTwo).tell('SessionEnd', { reason: 'clear' });
  const next = ['a2', 'b2'].map((id) => id + SESSION);
  await agent(it.box, it.repo, next[0] ?? '', inOne).start({ source: 'clear' });
  await agent(it.box, it.repo, next[1] ?? '', inTwo).start({ source: 'clear' });
  // Nobody is left to go on from.
  await agent(it.box, it.repo, third ?? '', inOne).start({ source: 'clear' });
  const before = await Promise.all(
    [...next, third ?? ''].map(async (id) => (await eventsIn(it, id))[0]?.continues),
  );
  expect(before).toEqual([one, two, undefined]);
});

test('Stop folds what was kept, and so does the end', async () => {
  const it = field();
  withSpool(it.repo);
  const claude = agent(it.box, it.repo, SESSION);
  const project = await projectAt(it.box, it.repo);
  claude.call();
  await claude.tell('Stop');
  expect(joinLines(readJournal(project, SESSION)).calls).toHaveLength(1);
  claude.call();
  await claude.tell('SessionEnd');
  expect(joinLines(readJournal(project, SESSION)).calls).toHaveLength(2);
  expect(readdirSync(join(project.local, 'spool'))).toEqual([]);
});

test('without a shell canon keeps a call itself', async () => {
  const it = field();
  withSpool(it.repo);
  const claude = agent(it.box, it.repo, SESSION);
  const told = { tool_name: 'Read', tool_use_id: 'toolu_1', tool_input: {}, tool_response: {} };
  expect(await claude.tell('PostToolUse', told)).toEqual({ code: 0, stdout: '', stderr: '' });
  await claude.tell('Stop');
  const project = await projectAt(it.box, it.repo);
  expect(joinLines(readJournal(project, SESSION)).calls).toMatchObject([{ id: 'toolu_1', tool: 'Read' }]);
});

test('with telemetry off nothing is kept, and the agent is told all the same', async () => {
  const it = field({ config: 'telemetry: off\n' });
  await it.json(['handoff', '--draft', '-'], { input: DRAFT });
  const claude = agent(it.box, it.repo, SESSION);
  expect((await claude.start()).stdout).toContain('You left off at');
  await claude.tell('SessionEnd');
  const local = join(it.repo, '.git/canon');
  expect(existsSync(join(local, 'journal'))).toBe(false);
  expect(existsSync(join(local, 'spool'))).toBe(false);
});

test.each([
  ['no payload', ''],
  ['half a payload', '{"session_id":"a'],
  ['a payload of something else', '[1,2]'],
  ['a session whose name steers a terminal', '{"session_id":"\\u001b]0;x\\u0007"}'],
  ['a session without a name', '{"hook_event_name":"SessionStart"}'],
])('no hook ever fails: %s', async (_, input) => {
  const it = field();
  withSpool(it.repo);
  const before = listing(join(it.repo, '.git/canon'));
  const events = ['SessionStart', 'Stop', 'SessionEnd', 'PostToolUse', 'Unheard'];
  const ran = await Promise.all(events.map((event) => it.box.canon(it.repo, ['hook', event], { input })));
  expect(ran).toEqual(events.map(() => ({ code: 0, stdout: '', stderr: '' })));
  expect(
    Object.keys(listing(join(it.repo, '.git/canon'))).filter((name) => name.startsWith('journal')),
  ).toEqual(Object.keys(before).filter((name) => name.startsWith('journal')));
});

test('no hook ever fails: outside of a repository, in a broken one, wrongly called', async () => {
  const box = sandbox();
  const input = JSON.stringify({ session_id: SESSION, source: 'startup' });
  const quiet = { code: 0, stdout: '', stderr: '' };
  const nowhere = join(box.dir, 'nowhere');
  mkdirSync(nowhere);
  expect(await box.built(nowhere, ['hook', 'SessionStart'], { input })).toEqual(quiet);
  expect(await box.built(nowhere, ['hook'], { input })).toEqual(quiet);
  expect(await box.built(nowhere, ['hook', '--what', 'a', 'b', 'c'], { input })).toEqual(quiet);
  const repo = box.repo('broken');
  box.write(join(repo, '.canon/config.yaml'), 'format: [1\n');
  for (const event of ['SessionStart', 'SessionEnd', 'Stop'])
    expect(await box.built(repo, ['hook', event], { input })).toEqual(quiet);
});

test('a state that cannot be written to does not keep anything from the agent', async () => {
  const it = field();
  await it.json(['handoff', '--draft', '-'], { input: DRAFT });
  for (const name of ['journal', 'open']) it.write(`.git/canon/${name}`, 'in the way');
  const claude = agent(it.box, it.repo, SESSION);
  expect(await claude.start()).toMatchObject({ code: 0, stderr: '' });
  expect((await claude.start()).stdout).toContain('You left off at');
  expect(await claude.tell('SessionEnd')).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('two sessions in one work tree keep apart', async () => {
  const it = field();
  withSpool(it.repo);
  const [one, two] = [agent(it.box, it.repo, SESSION), agent(it.box, it.repo, OTHER)];
  one.call();
  two.call({ tool: 'Read' });
  one.call();
  await one.tell('Stop');
  const project = await projectAt(it.box, it.repo);
  const tools = (session: string) => joinLines(readJournal(project, session)).calls.map(({ tool }) => tool);
  expect([tools(SESSION), tools(OTHER)]).toEqual([['Bash', 'Bash'], ['Read']]);
});

test('telemetry that is turned off ends with what was kept before', async () => {
  const it = field();
  withSpool(it.repo);
  const claude = agent(it.box, it.repo, SESSION);
  claude.call();
  it.write('.canon/config.yaml', 'format: 1\ntelemetry: off\n');
  await claude.tell('Stop');
  const project = await projectAt(it.box, it.repo);
  expect(joinLines(readJournal(project, SESSION)).calls).toHaveLength(1);
  expect(existsSync(join(project.local, 'spool'))).toBe(false);
});
