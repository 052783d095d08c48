import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BIN } from '../support/built.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';

const ROUNDS = Number(process.env['CANON_E2E_KILLS'] ?? 120);

/** Starts a handoff and kills it -9 after `ms`; resolves when it is gone, with whether it ended by itself. */
function handoffKilledAfter(box: Sandbox, cwd: string, line: string, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [BIN, 'handoff', '--quick', line, '--no-push'], {
      cwd,
      env: box.env,
      stdio: 'ignore',
      detached: true,
    });
    // The whole group goes at once, as when a terminal or a machine dies: git's children too.
    const timer = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), ms);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

it(`survives ${ROUNDS} kills at random moments: nothing lost, nothing doubled, other work untouched`, async () => {
  const box = sandbox();
  const repo = box.repo('work');
  box.write(
    join(repo, '.canon/operators.yaml'),
    'roman: { initials: RT, name: Roman, emails: [roman@example.com] }\n',
  );
  await box.canon(repo, ['init']);
  box.git(repo, 'add', '-A');
  box.git(repo, 'commit', '-qm', 'Set up');
  box.write(join(repo, 'staged.txt'), 'staged\n');
  box.git(repo, 'add', 'staged.txt');
  box.write(join(repo, 'staged.txt'), 'staged, then edited\n');
  box.write(join(repo, 'untracked.txt'), 'untracked\n');

  const started = performance.now();
  expect((await box.canon(repo, ['handoff', '--quick', 'first', '--no-push'])).code).toBe(0);
  const whole = performance.now() - started;

  const survived: string[] = ['first'];
  for (let round = 0; round < ROUNDS; round++) {
    const line = `round ${round}`;
    if (await handoffKilledAfter(box, repo, line, 20 + (whole * 1.2 * round) / ROUNDS)) survived.push(line);
  }
  const last = await box.canon(repo, ['handoff', '--quick', 'last', '--no-push', '--json']);
  expect(last.code, last.stderr + last.stdout).toBe(0);
  survived.push('last');

  const sessions = readdirSync(join(repo, 'docs/sessions')).filter((name) => /^RT-.*\.md$/.test(name));
  const committed = box
    .git(repo, 'ls-tree', '--name-only', 'HEAD', 'docs/sessions/')
    .split('\n')
    .map((path) => path.slice('docs/sessions/'.length));
  const titles = sessions.map((name) => box.read(join(repo, 'docs/sessions', name)));
  for (const line of survived) {
    const holders = titles.filter((text) => text.includes(`${line}\n`) || text.includes(`"${line}"`));
    expect(holders, line).toHaveLength(1);
  }
  // Each committed record is one that the work tree has, and it came with exactly one commit.
  for (const name of committed.filter((one) => one.startsWith('RT-'))) {
    expect(sessions).toContain(name);
    expect(
      box.git(repo, 'log', '--format=%h', '--diff-filter=A', '--', `docs/sessions/${name}`).split('\n'),
    ).toHaveLength(1);
  }
  // Of what a killed run left behind, at most a record that is not committed remains; nothing half-written.
  const status = box
    .git(repo, 'status', '--porcelain')
    .split('\n')
    .filter((row) => !row.includes('docs/sessions/RT-'));
  expect(status).toEqual(['AM staged.txt', '?? untracked.txt']);
  expect(box.read(join(repo, 'staged.txt'))).toBe('staged, then edited\n');
  expect(box.git(repo, 'fsck', '--no-dangling')).toBe('');
  expect(readdirSync(join(repo, '.git')).filter((name) => name.endsWith('.lock'))).toEqual([]);
});
