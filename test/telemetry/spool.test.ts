import { existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openProject } from '../../src/store/project.ts';
import { ensureSpool, keepPayload, spoolDir } from '../../src/telemetry/spool.ts';
import { keptIn } from '../support/hooks.ts';
import { projectAt, worldOf } from '../support/project.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';

function project(config = 'format: 1\n'): { box: Sandbox; repo: string; spool: string } {
  const box = sandbox();
  const repo = box.repo('app');
  box.write(join(repo, '.canon/config.yaml'), config);
  return { box, repo, spool: join(repo, '.git/canon/spool') };
}

const bytes = (text: string): Uint8Array => Buffer.from(text);

test('the first command makes the spool, for its owner alone', async () => {
  const { box, repo, spool } = project();
  const opened = await projectAt(box, repo);
  expect(spoolDir(opened)).toBe(spool);
  expect(statSync(spool).mode & 0o777).toBe(0o700);
  expect(statSync(join(repo, '.git/canon')).mode & 0o777).toBe(0o700);
});

test('not where nobody uses canon, and not for a command that only looks', async () => {
  const { box, repo, spool } = project();
  await openProject(worldOf(box, repo), undefined, { readOnly: true });
  expect(existsSync(spool)).toBe(false);
  rmSync(join(repo, '.canon'), { recursive: true });
  await projectAt(box, repo);
  expect(existsSync(join(repo, '.git/canon'))).toBe(false);
});

test.each([
  ['handoff', '--quick', 'x', '--dry-run'],
  ['init', '--dry-run'],
  ['claim', '--dry-run'],
  ['index', '--dry-run'],
  ['check', '--fix', '--dry-run'],
])('canon %s … leaves no spool behind when it is dry', async (...args) => {
  const { box, repo, spool } = project();
  box.write(
    join(repo, '.canon/operators.yaml'),
    'roman: { initials: RT, name: Roman, emails: [roman@example.com] }\n',
  );
  const ran = await box.canon(repo, args);
  expect(ran.code, ran.stderr).toBe(0);
  expect(existsSync(spool)).toBe(false);
});

test('with telemetry off an empty spool goes; what waits to be counted stays', async () => {
  const { box, repo, spool } = project('format: 1\ntelemetry: off\n');
  await projectAt(box, repo);
  expect(existsSync(spool)).toBe(false);
  mkdirSync(spool, { recursive: true });
  writeFileSync(join(spool, 'claude-code.1'), '{}');
  await projectAt(box, repo);
  expect(readdirSync(spool)).toEqual(['claude-code.1']);
  rmSync(join(spool, 'claude-code.1'));
  await projectAt(box, repo);
  expect(existsSync(spool)).toBe(false);
});

test('a spool that cannot be made stops no command', async () => {
  const { box, repo, spool } = project();
  writeFileSync(join(repo, '.git/canon'), 'a file');
  await projectAt(box, repo);
  ensureSpool({ local: join(repo, '.git/canon') });
  rmSync(join(repo, '.git/canon'));
  mkdirSync(join(repo, '.git/canon'));
  symlinkSync(join(box.dir, 'nowhere'), spool);
  await projectAt(box, repo);
  expect(existsSync(join(box.dir, 'nowhere'))).toBe(false);
});

test('a payload is kept as the hook keeps it', async () => {
  const { box, repo, spool } = project();
  const opened = await projectAt(box, repo);
  expect(keepPayload(opened, 'codex', bytes('{"a":1}'))).toBe(true);
  const name = `codex.${process.pid}`;
  expect([...keptIn(spool)]).toEqual([[name, '{"a":1}']]);
  expect(statSync(join(spool, name)).mode & 0o777).toBe(0o600);
  // A taken name gets another, and nothing is written through a link.
  symlinkSync(join(box.dir, 'nowhere'), join(spool, `${name}.1`));
  expect(keepPayload(opened, 'codex', bytes('{"a":2}'))).toBe(true);
  expect(box.read(join(spool, `${name}.2`))).toBe('{"a":2}');
  expect(existsSync(join(box.dir, 'nowhere'))).toBe(false);
  for (const odd of [undefined, '', '../x', 'a.b']) expect(keepPayload(opened, odd, bytes('{}'))).toBe(true);
  expect(readdirSync(spool).filter((one) => one.startsWith(`claude-code.${process.pid}`))).toHaveLength(4);
});

test.skipIf(process.platform === 'win32')('nor is it in a folder that a link leads to', () => {
  const box = sandbox();
  mkdirSync(join(box.dir, 'elsewhere'));
  symlinkSync(join(box.dir, 'elsewhere'), join(box.dir, 'spool'));
  expect(keepPayload({ local: box.dir }, 'codex', bytes('{}'))).toBe(false);
  expect(readdirSync(join(box.dir, 'elsewhere'))).toEqual([]);
});

test('without a spool it is not, and nothing is said', () => {
  const box = sandbox();
  expect(keepPayload({ local: box.dir }, 'codex', bytes('{}'))).toBe(false);
  expect(readdirSync(box.dir)).toEqual(['home']);
  writeFileSync(join(box.dir, 'spool'), 'a file');
  expect(keepPayload({ local: box.dir }, 'codex', bytes('{}'))).toBe(false);
});
