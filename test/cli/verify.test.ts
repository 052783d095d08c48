import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BIN } from '../support/built.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';

const HOST = { CLAUDE_CODE_SESSION_ID: 'e1' };

function place(): { box: Sandbox; repo: string; kept: () => Record<string, unknown>[] } {
  const box = sandbox();
  const repo = box.repo('app');
  box.write(join(repo, '.canon/config.yaml'), 'format: 1\n');
  const folder = join(repo, '.git/canon/evidence/main');
  return {
    box,
    repo,
    kept: () =>
      (existsSync(folder) ? readdirSync(folder) : []).flatMap((name) =>
        readFileSync(join(folder, name), 'utf8')
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as Record<string, unknown>),
      ),
  };
}

test('a check is shown as it is, each stream on its own, and how it ended is kept', async () => {
  const { box, repo, kept } = place();
  box.write(join(repo, 'sub/data.bin'), 'x'.repeat(300_000));
  const script = 'cat data.bin; echo wrong >&2; exit 3';
  const ran = await box.built(join(repo, 'sub'), ['verify', '--', 'sh', '-c', script], { env: HOST });
  expect(ran.code).toBe(1);
  expect(ran.stdout).toBe('x'.repeat(300_000));
  expect(ran.stderr).toMatch(/^wrong\nnote: FAILED: sh -c '.*', exit 3, on [0-9a-f]{7},/);
  expect(kept()).toMatchObject([
    {
      e: 'run',
      command: `sh -c '${script}'`,
      exit: 3,
      commit: box.git(repo, 'rev-parse', 'HEAD'),
      dirty: false,
      worktree: repo,
    },
  ]);
});

test('with --json the document stands alone on stdout; secrets are shown and not kept', async () => {
  const { box, repo, kept } = place();
  box.write(join(repo, 'README.md'), 'changed\n');
  // Put together here, so that this file holds none.
  const token = ['ghp', 'abcdefghijklmnopqrstuvwxyz0123456789'].join('_');
  const ran = await box.built(repo, ['verify', '--json', '--', 'sh', '-c', 'echo "$1"', 'sh', token], {
    env: { ...HOST, SOME_KEY: 'of-the-environment' },
  });
  expect(ran.code).toBe(0);
  expect(JSON.parse(ran.stdout)).toMatchObject({
    schema: 'canon.verify/1',
    data: { command: `sh -c 'echo "$1"' sh '[secret]'`, exit_code: 0, dirty: true, kept: true },
  });
  expect(ran.stderr).toBe(`${token}\n`);
  const text = JSON.stringify(kept());
  expect(text).toContain('"last":["[secret]"]');
  expect(text).not.toContain(token);
  expect(text).not.toContain('of-the-environment');
});

test('a secret that colours cut in two, or that begins a line of an argument, is not kept either', async () => {
  const { box, repo, kept } = place();
  const rest = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const script = `printf 'key ghp_\\033[1m${rest}\\033[0m\\n'; : 'it is\n${['ghp', rest].join('_')}'`;
  const ran = await box.built(repo, ['verify', '--', 'sh', '-c', script], { env: HOST });
  expect(ran.code).toBe(0);
  const text = JSON.stringify(kept());
  expect(text).toContain('"last":["key [secret]"]');
  expect(text).not.toContain(['ghp', rest].join('_'));
});

test.each([
  [['nosuch-command', '-v'], 'E_VERIFY_NOT_FOUND', 'nosuch-command'],
  [['npm test && npm run lint'], 'E_VERIFY_SHELL', `canon verify -- sh -c 'npm test && npm run lint'`],
  [['npm test'], 'E_VERIFY_SHELL', 'canon verify -- npm test'],
  [['CI=1', 'npm', 'test'], 'E_VERIFY_SHELL', 'canon verify -- env CI=1 npm test'],
  [['./README.md'], 'E_VERIFY_START', 'chmod'],
])('%j is not started, and nothing is kept', async (argv, code, said) => {
  const { box, repo, kept } = place();
  const ran = await box.built(repo, ['verify', '--json', '--', ...argv], { env: HOST });
  expect(ran.code).toBe(2);
  const { diagnostics } = JSON.parse(ran.stdout) as { diagnostics: { code: string }[] };
  expect(diagnostics).toMatchObject([{ code }]);
  expect(JSON.stringify(diagnostics)).toContain(said);
  expect(kept()).toEqual([]);
});

test('an interrupted check ends with its child, and leaves no evidence', async () => {
  const { box, repo, kept } = place();
  const script =
    "process.on('SIGTERM', () => { console.log('ended'); process.exit(0) }); setInterval(() => {}, 9e8); console.log('up')";
  const canon = spawn(process.execPath, [BIN, 'verify', '--', process.execPath, '-e', script], {
    cwd: repo,
    env: { ...box.env, ...HOST },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  canon.stderr.on('data', (part) => (err += String(part)));
  canon.stdout.on('data', (part) => {
    out += String(part);
    if (out === 'up\n') canon.kill('SIGTERM');
  });
  const [code] = (await once(canon, 'close')) as [number];
  expect(code).toBe(2);
  expect(out).toBe('up\nended\n');
  expect(err).toContain('E_VERIFY_INTERRUPTED');
  expect(kept()).toEqual([]);
});
