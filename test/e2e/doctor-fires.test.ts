import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../src/transcript/claude-files.ts';
import { agent } from '../support/agent.ts';
import {
  codesOf,
  healthy,
  hookOf,
  hooksOf,
  patient,
  settle,
  type Patient,
  type Settings,
} from '../support/doctor.ts';
import { FIXTURES, RUN } from '../transcript/kit.ts';

const CLAUDE = '.claude/settings.json';
const CODEX = '.codex/hooks.json';
const SESSION = '11111111-2222-4333-8444-555555555555';

test('every hook is fired and arrives; nothing of it stays, and no command shows it', async () => {
  const it = healthy();
  // Work of a real session waits there meanwhile.
  await it.canon(['list']);
  const claude = agent(it.box, it.repo, SESSION);
  await claude.start();
  claude.call();
  const told = await it.doctor();
  expect(told.diagnostics).toEqual([]);
  expect(told.exit).toBe(0);
  expect(told.data.checks.every(({ ok }) => ok)).toBe(true);
  const all = [...hooksOf(told, 'claude-code'), ...hooksOf(told, 'codex')];
  expect(all.map(({ event }) => event)).toEqual([
    'PostToolUse',
    'PostToolUseFailure',
    'PostToolBatch',
    'Stop',
    'SessionStart',
    'PreCompact',
    'SessionEnd',
    'PreToolUse',
    'PostToolUse',
    'Stop',
    'SessionStart',
    'PreCompact',
    'SessionEnd',
  ]);
  expect(all.every(({ installed, fired }) => installed === 'ok' && fired === 'ok')).toBe(true);
  // The one call and the start of the real session; what doctor fired is no firing.
  const fired = all.filter(({ last }) => last !== null);
  expect(fired.map(({ event }) => event)).toEqual(['PostToolUse', 'SessionStart']);
  expect(it.state()).toEqual([`journal/${SESSION}.jsonl`, `open/${SESSION}`]);
  expect(it.box.git(it.repo, 'status', '--short', '--ignored')).toBe('');
  const { stdout } = await it.canon(['telemetry', '--all', '--json']);
  expect(stdout).toContain(SESSION);
  expect(stdout).not.toContain('canon-doctor');
  expect((await it.canon(['resume', '--json'])).stdout).not.toContain('canon-doctor');
});

test('for a person: a line for each hook and each thing looked at, within 80 columns', async () => {
  const it = healthy();
  const { code, stdout, stderr } = await it.canon(['doctor']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/✓ ok {7}PostToolUseFailure {2}works {2}never: no call failed yet\n/);
  expect(stdout).toMatch(/✓ ok {7}canon .*\.canon\/run finds \d/);
  expect(stdout).toMatch(/\nEverything works\.\n$/);
  settle(it, CLAUDE, ({ hooks }) => delete hooks['Stop']);
  // As in a clone in which nobody has run `canon init`: worth knowing, and no problem.
  it.box.git(it.repo, 'config', '--remove-section', 'merge.canon');
  const ill = await it.canon(['doctor', '--no-fire']);
  expect(stdout).toMatch(/✓ ok {7}merges /);
  expect(ill.stdout).toMatch(/· note {5}merges +this clone has no merge driver/);
  expect(ill.code).toBe(1);
  expect(ill.stdout).toMatch(/✗ error {4}Stop {16}missing/);
  expect(ill.stdout).toMatch(/\n1 problem:\n$/);
  expect(ill.stderr).toMatch(/^error: \.claude\/settings\.json: .* at Stop\n {2}Run `canon init`/m);
  for (const line of `${stdout}${ill.stdout}${ill.stderr}`.split('\n'))
    expect([...line].length).toBeLessThanOrEqual(80);
});

test('Stop says when it fired by a file, for which doctor does not count', async () => {
  const it = healthy();
  await it.canon(['list']);
  await agent(it.box, it.repo, SESSION).tell('Stop');
  const told = await it.doctor('--no-fire');
  expect(hookOf(told, 'claude-code', 'Stop')?.last).toMatch(/^\d{4}-/);
  expect(hookOf(told, 'codex', 'Stop')?.last).toBeNull();
  expect(it.state()).toEqual(['fired/claude-code.Stop']);
});

test('without a set-up it says what to do', async () => {
  const it = patient();
  it.box.repo('app');
  const told = await it.doctor();
  expect(told).toMatchObject({ exit: 1, data: { checks: [], hosts: [] } });
  expect(told.diagnostics).toMatchObject([
    { code: 'doctor-not-set-up', severity: 'error', hint: 'Run `canon init`.' },
  ]);
});

test('Claude Code loads nothing in a folder below, Codex does; both in a linked work tree', async () => {
  const it = healthy();
  const sub = join(it.repo, 'docs/sessions');
  const below = await it.doctorAt(sub);
  expect(below.exit).toBe(1);
  expect(below.diagnostics).toMatchObject([
    { code: 'doctor-subfolder', severity: 'warning', hint: `Start it in ${it.repo}.` },
  ]);
  expect(below.diagnostics[0]?.message).toContain('in docs/sessions, loads no hook');
  expect(hooksOf(below, 'claude-code').every(({ fired }) => fired === 'ok')).toBe(true);
  const tree = join(it.box.dir, 'tree');
  it.box.git(it.repo, 'worktree', 'add', '-q', tree);
  const linked = await it.doctorAt(tree);
  expect([linked.exit, linked.diagnostics]).toEqual([0, []]);
  expect(hooksOf(linked, 'codex').every(({ fired }) => fired === 'ok')).toBe(true);
  expect(it.state()).toEqual([]);
  // What Codex reads there is the main work tree's.
  settle(it, CODEX, ({ hooks }) => delete hooks['Stop']);
  expect(codesOf(await it.doctorAt(tree, '--no-fire'))).toEqual(['doctor-codex-main-tree']);
});

test('of a project below the top it says where to start', async () => {
  const it = patient();
  it.box.repo('app');
  const sub = join(it.repo, 'packages/web');
  mkdirSync(sub, { recursive: true });
  await it.canon(['init', '--repo', sub, '--host', 'claude-code']);
  it.box.git(it.repo, 'add', '.');
  const told = await it.doctorAt(sub);
  expect(told.diagnostics).toMatchObject([{ code: 'doctor-below-the-top', severity: 'info' }]);
  expect([told.exit, hooksOf(told, 'claude-code').every(({ fired }) => fired === 'ok')]).toEqual([0, true]);
});

test('calls that only the transcript knows are told', async () => {
  const it = healthy();
  await it.canon(['list']);
  const folder = join(it.box.env['HOME'] ?? '', '.claude/projects', projectFolder(it.repo));
  it.box.write(join(folder, `${RUN}.jsonl`), it.box.read(join(FIXTURES, 'claude-code', `${RUN}.jsonl`)));
  await agent(it.box, it.repo, RUN).start();
  const told = await it.doctor('--no-fire');
  expect(told.diagnostics).toMatchObject([
    {
      code: 'doctor-transcript-ahead',
      severity: 'warning',
      hint: expect.stringContaining('--verify') as string,
    },
  ]);
  expect(told.diagnostics[0]?.message).toMatch(/^\d+ of \d+ calls of session fbdab05d/);
  // A session that runs this is asked for, and no other.
  const other = await it.canon(['doctor', '--no-fire', '--json'], {
    env: { CLAUDE_CODE_SESSION_ID: SESSION },
  });
  expect(other.code).toBe(0);
});

/** Plays `codex app-server`: how much each hook of the project is trusted. */
function playCodex(it: Patient, trustOf: (event: string) => string | undefined): void {
  const { hooks } = JSON.parse(it.box.read(join(it.repo, CODEX))) as Settings;
  const listed = Object.entries(hooks).flatMap(([event, groups]) => {
    const trustStatus = trustOf(event);
    const eventName = event.charAt(0).toLowerCase() + event.slice(1);
    return trustStatus === undefined
      ? []
      : [{ eventName, command: groups[0]?.hooks[0]?.command, enabled: true, trustStatus }];
  });
  const answer = JSON.stringify({ id: 2, result: { data: [{ cwd: it.repo, hooks: listed }] } });
  const file = join(it.box.dir, 'answer');
  writeFileSync(file, `{"id":1,"result":{}}\n{"method":"configWarning"}\n${answer}\n`);
  it.command('codex', `#!/bin/sh\n[ "$*" = app-server ] || exit 1\ncat '${file}'\ncat >/dev/null\n`);
  mkdirSync(join(it.box.env['HOME'] ?? '', '.codex'), { recursive: true });
}

test('Codex itself is asked whether it runs the hooks', async () => {
  const it = healthy();
  playCodex(it, () => 'trusted');
  const well = await it.doctor('--no-fire');
  expect([well.exit, hooksOf(well, 'codex').every(({ trust }) => trust === 'trusted')]).toEqual([0, true]);
  playCodex(it, (event) =>
    event === 'Stop' ? 'modified' : event === 'PostToolUse' ? 'untrusted' : 'trusted',
  );
  const some = await it.doctor('--no-fire');
  expect(some.diagnostics).toMatchObject([
    {
      code: 'doctor-codex-untrusted',
      severity: 'warning',
      hint: expect.stringContaining('/hooks') as string,
    },
  ]);
  expect(some.diagnostics[0]?.message).toContain('PostToolUse, Stop');
  playCodex(it, () => undefined);
  expect(codesOf(await it.doctor('--no-fire'))).toEqual(['doctor-codex-project']);
});

test('a Codex that does not answer, or was never started, holds nothing up', async () => {
  const it = healthy();
  it.command('codex', '#!/bin/sh\nexit 1\n');
  expect(codesOf(await it.doctor('--no-fire'))).toEqual(['doctor-codex-project']);
  mkdirSync(join(it.box.env['HOME'] ?? '', '.codex'));
  const told = await it.doctor('--no-fire');
  expect([told.exit, hookOf(told, 'codex', 'Stop')?.trust]).toEqual([0, 'unknown']);
});
