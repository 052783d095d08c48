import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sandbox } from '../support/sandbox.ts';
import { offplan } from './records.ts';

const NOW = { CANON_NOW: '2026-05-12T09:00:00+02:00' };

test('whoami says who, and what decided it', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const git = await box.canon(repo, ['whoami']);
  expect(git.stdout).toBe(
    "roman (RT)  Roman\nby user.email=roman@example.com, in git's configuration of this user\n",
  );
  const flag = await box.canon(repo, ['--operator', 'sergei', 'whoami', '--json']);
  expect(JSON.parse(flag.stdout)).toEqual({
    schema: 'canon.whoami/1',
    data: { slug: 'sergei', initials: 'SK', name: 'Sergei', source: 'flag' },
    diagnostics: [],
  });
  const env = await box.canon(repo, ['whoami', '--json'], { env: { OPERATOR: 'sergei' } });
  expect(JSON.parse(env.stdout)).toMatchObject({ data: { slug: 'sergei', source: 'env' } });
});

test('who is no operator is told the line to add, whole and on a line of its own', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const email = 'anna-maria.of-the-long-address@some-rather-long-department.example.com';
  box.git(repo, 'config', 'user.email', email);
  box.git(repo, 'config', 'user.name', 'Anna Maria Longname');
  const ran = await box.canon(repo, ['whoami']);
  expect(ran.code).toBe(2);
  const yaml = ran.stderr.split('\n').find((line) => line.includes('{ initials:')) ?? '';
  expect(yaml).toMatch(/^[a-z-]+: \{ initials: [A-Z]{2,4}, name: Anna Maria Longname, emails: \[.*\] \}$/);
  box.write(join(repo, '.canon/operators.yaml'), `${box.read(join(repo, '.canon/operators.yaml'))}${yaml}\n`);
  expect((await box.canon(repo, ['whoami'])).code).toBe(0);
});

test('claim prints the id alone, each time the next; --release gives it back', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const would = await box.canon(repo, ['claim', '--dry-run'], { env: NOW });
  expect(would.stdout).toBe('RT-260512-01\n');
  const first = await box.canon(repo, ['claim'], { env: NOW });
  expect(first.stdout).toBe('RT-260512-01\n');
  expect(first.stderr).toContain('docs/sessions/RT-260512-01.md');
  const second = await box.canon(repo, ['claim', '--json'], { env: NOW });
  expect(JSON.parse(second.stdout)).toMatchObject({
    schema: 'canon.claim/1',
    data: { id: 'RT-260512-02', path: 'docs/sessions/RT-260512-02.md', operator: 'roman' },
  });
  expect(box.git(repo, 'status', '--short')).toBe('');
  const released = await box.canon(repo, ['claim', '--release', 'RT-260512-02'], { env: NOW });
  expect(released.code).toBe(0);
  expect(existsSync(join(repo, '.git/canon/claims/RT-260512-02'))).toBe(false);
  const unknown = await box.canon(repo, ['claim', '--release', 'RT-260512-02'], { env: NOW });
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain('Your claims here: RT-260512-01.');
});

test('outside of a repository every command says so', async () => {
  const box = sandbox();
  for (const args of [['whoami'], ['claim'], ['list'], ['show', 'x'], ['index'], ['init']]) {
    const ran = await box.canon(box.dir, args);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('(E_NO_REPOSITORY)');
  }
});
