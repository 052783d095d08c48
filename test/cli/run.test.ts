import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BIN } from '../support/built.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';

const COMMANDS = [
  'resume',
  'handoff',
  'status',
  'close',
  'whoami',
  'claim',
  'list',
  'show',
  'new',
  'set',
  'check',
  'index',
  'telemetry',
  'import',
  'sweep',
  'init',
  'doctor',
  'uninstall',
  'schema',
  'completion',
];

test('the version is printed, alone', async () => {
  const box = sandbox();
  const ran = await box.built(box.dir, ['--version']);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(ran.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('the help fits 80 columns', async () => {
  const box = sandbox();
  const { code, stdout } = await box.built(box.dir, ['--help']);
  expect(code).toBe(0);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(stdout).toMatchSnapshot();
});

test.each(COMMANDS)('%s --help', async (name) => {
  const box = sandbox();
  const { code, stdout } = await box.built(box.dir, [name, '--help']);
  expect(code).toBe(0);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(stdout).toMatchSnapshot();
});

test('no command at all prints the help', async () => {
  const box = sandbox();
  const [bare, asked, word] = await Promise.all([
    box.built(box.dir, []),
    box.built(box.dir, ['--help']),
    box.built(box.dir, ['help']),
  ]);
  expect(bare).toEqual(asked);
  expect(word).toEqual(asked);
});

const USAGE: readonly (readonly [line: string, code: string, says: RegExp])[] = [
  ['scema plan', 'E_COMMAND_UNKNOWN', /Did you mean `canon schema`\?/],
  ['xyzzy', 'E_COMMAND_UNKNOWN', /there is no command "xyzzy"/],
  ['schema plan --jsno', 'E_OPTION_UNKNOWN', /Did you mean --json\?/],
  ['-q', 'E_OPTION_UNKNOWN', /there is no option -q/],
  ['schema -q', 'E_OPTION_UNKNOWN', /schema has no option -q/],
  ['schema', 'E_ARGUMENT_MISSING', /schema needs KIND/],
  ['schema plan adr', 'E_ARGUMENT_EXTRA', /"adr" is one argument too many/],
  ['schema plans', 'E_KIND_UNKNOWN', /Did you mean plan\?/],
  ['schema plan --repo', 'E_OPTION_VALUE', /--repo needs a value/],
  ['--operator= schema plan', 'E_OPTION_VALUE', /--operator needs a value/],
  ['init --host vim', 'E_OPTION_CHOICE', /--host/],
  ['check --fix=perhaps', 'E_OPTION_NO_VALUE', /--fix/],
  ['handoff --quick a --quick b', 'E_OPTION_TWICE', /--quick/],
  ['completion tcsh', 'E_SHELL_UNKNOWN', /bash, zsh and fish/],
];

test.each(USAGE)('`canon %s` is refused with %s', async (line, code, says) => {
  const box = sandbox();
  const ran = await box.built(box.dir, line.split(' '));
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toMatch(/^canon: /);
  expect(ran.stderr).toContain(`(${code})`);
  expect(ran.stderr.replace(/\s+/g, ' ')).toMatch(says);
  expect(ran.stderr.replace(/\s+/g, ' ')).toContain('Nothing was changed.');
});

test('with --json a refusal is one document on stdout', async () => {
  const box = sandbox();
  const ran = await box.built(box.dir, ['schema', 'plans', '--json']);
  expect(ran).toMatchObject({ code: 2, stderr: '' });
  expect(JSON.parse(ran.stdout)).toEqual({
    schema: 'canon.schema/1',
    data: null,
    diagnostics: [
      {
        code: 'E_KIND_UNKNOWN',
        severity: 'error',
        message: '"plans" is no kind of record',
        hint: 'Did you mean plan? The kinds are session, workstream, plan, adr and learning.',
      },
    ],
  });
  const unknown = await box.built(box.dir, ['--json', 'nonsense']);
  expect(JSON.parse(unknown.stdout)).toMatchObject({ schema: 'canon.error/1', data: null });
});

test('options of every command are taken before and after its name', async () => {
  const box = sandbox();
  const before = await box.built(box.dir, ['--json', '--repo', box.dir, 'schema', 'plan']);
  const after = await box.built(box.dir, ['schema', 'plan', `--repo=${box.dir}`, '--json']);
  expect(before.code).toBe(0);
  expect(before).toEqual(after);
  expect(JSON.parse(before.stdout)).toMatchObject({ schema: 'canon.schema/1', diagnostics: [] });
});

test('CANON_NOW that is no time is refused', async () => {
  const box = sandbox();
  const ran = await box.built(box.dir, ['schema', 'plan'], { env: { CANON_NOW: 'yesterday' } });
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('(E_NOW_INVALID)');
});

test('every byte gets through a pipe whose reader starts late', async () => {
  const box = sandbox();
  const args = [BIN, 'completion', 'bash', '--json'];
  const direct = await box.built(box.dir, args.slice(1));
  const child = spawn('sh', ['-c', '"$@" | { sleep 0.3; cat; }', 'sh', process.execPath, ...args], {
    cwd: box.dir,
    env: box.env,
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise((resolve) => child.on('close', resolve));
  expect(Buffer.concat(chunks).toString()).toBe(direct.stdout);
});

test('a reader that has seen enough is no fault', async () => {
  const box = sandbox();
  const line = `"$0" "$1" completion bash --json | head -c 10; echo " \${PIPESTATUS[0]}"`;
  const child = spawn('bash', ['-c', line, process.execPath, BIN], { cwd: box.dir, env: box.env });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  await new Promise((resolve) => child.on('close', resolve));
  expect(err).toBe('');
  expect(out).toBe('{"schema": 0\n');
});

/** Runs canon with a function of Node's own that fails in a way that nobody has foreseen. */
async function broken(
  box: Sandbox,
  patch: string,
  args: readonly string[],
  env: Record<string, string> = {},
) {
  const file = join(box.dir, 'broken.cjs');
  box.write(file, patch);
  return box.built(box.repo('app'), args, { env: { ...env, NODE_OPTIONS: `--require ${file}` } });
}

const BOOM = "require('fs').mkdirSync = () => { throw new TypeError('boom\u001B[31m'); };\n";

test('a fault of canon itself is one clear error', async () => {
  const ran = await broken(sandbox(), BOOM, ['init']);
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toBe(
    'canon: something in canon itself failed: boom\n' +
      'This is a fault of canon, not yours. Look at `git status` before you go on;\n' +
      'CANON_DEBUG=1 shows where it happened, for a report. (E_INTERNAL)\n',
  );
});

test('CANON_DEBUG shows where it happened', async () => {
  const ran = await broken(sandbox(), BOOM, ['init'], { CANON_DEBUG: '1' });
  expect(ran.stderr).toMatch(/\(E_INTERNAL\)\nTypeError: boom.*\n {4}at /);
});

test('what the system refuses is not called a fault of canon', async () => {
  const patch =
    "require('fs').mkdirSync = () => {\n" +
    "  throw Object.assign(new Error(\"EROFS: read-only file system, mkdir '/x'\"), { code: 'EROFS', syscall: 'mkdir' });\n" +
    '};\n';
  const ran = await broken(sandbox(), patch, ['init']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain("canon: the system refused: EROFS: read-only file system, mkdir '/x'\n");
});

test('a working directory that is gone is said to be', async () => {
  const box = sandbox();
  const gone = join(box.dir, 'gone');
  mkdirSync(gone);
  const line = `cd gone && rmdir ../gone && "$0" "$1" list`;
  const child = spawn('sh', ['-c', line, process.execPath, BIN], { cwd: box.dir, env: box.env });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code).toBe(2);
  expect(err).toContain('(E_CWD_GONE)');
});
