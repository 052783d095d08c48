import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { LAUNCHER } from '../../src/host/launcher.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';

const SH = execFileSync('sh', ['-c', 'command -v dash || command -v sh']).toString().trim();

/** A project with the launcher, and a PATH that holds nothing but what the launcher itself calls. */
function project(box: Sandbox): {
  run: (...args: string[]) => ReturnType<typeof start>;
  root: string;
  bin: string;
} {
  const root = join(box.dir, 'my project');
  const bin = join(box.dir, 'bin');
  mkdirSync(bin);
  box.write(join(root, '.canon/run'), LAUNCHER);
  for (const tool of ['cat', 'dirname', 'node']) {
    const found =
      tool === 'node'
        ? process.execPath
        : execFileSync('sh', ['-c', `command -v ${tool}`])
            .toString()
            .trim();
    execFileSync('ln', ['-s', found, join(bin, tool)]);
  }
  return { root, bin, run: (...args) => start(box, root, bin, args) };
}

function start(
  box: Sandbox,
  root: string,
  bin: string,
  args: readonly string[],
  env: Record<string, string> = {},
) {
  const { status, stdout, stderr } = spawnSync(SH, [join(root, '.canon/run'), ...args], {
    cwd: box.dir,
    env: { PATH: bin, ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

function tool(box: Sandbox, file: string, says: string): void {
  mkdirSync(dirname(file), { recursive: true });
  box.write(file, `#!${SH}\nprintf '%s' ${says}\nprintf ' <%s>' "$@"\n`);
  chmodSync(file, 0o755);
}

test('without canon a hook ends in silence, a person is told', () => {
  const box = sandbox();
  const { root, bin, run } = project(box);
  expect(run('hook', 'PostToolUse')).toEqual({ status: 0, stdout: '', stderr: '' });
  // What the host writes to it is read: its pipe does not break.
  const written = spawnSync(SH, [join(root, '.canon/run'), 'hook', 'PostToolUse'], {
    cwd: box.dir,
    env: { PATH: bin },
    input: 'x'.repeat(1 << 20),
    encoding: 'utf8',
  });
  expect(written).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(written.error).toBeUndefined();
  const told = run('resume');
  expect(told).toMatchObject({ status: 127, stdout: '' });
  expect(told.stderr).toBe(
    'canon is not installed here: run `npm install -g repocanon`, or set CANON_BIN to its path.\n',
  );
});

test('canon on PATH goes before node_modules, CANON_BIN before both; arguments arrive as they are', () => {
  const box = sandbox();
  const { root, bin, run } = project(box);
  tool(box, join(box.dir, 'node_modules/.bin/canon'), 'above');
  expect(run('show', 'a b', '').stdout).toBe('above <show> <a b> <>');
  tool(box, join(root, 'node_modules/.bin/canon'), 'here');
  expect(run('x').stdout).toBe('here <x>');
  tool(box, join(bin, 'canon'), 'path');
  expect(run('x').stdout).toBe('path <x>');
  tool(box, join(box.dir, 'own canon'), 'own');
  const env = { CANON_BIN: join(box.dir, 'own canon') };
  expect(start(box, root, bin, ['x'], env).stdout).toBe('own <x>');
  box.write(join(box.dir, 'bin.cjs'), 'console.log("script", process.argv.slice(2))');
  expect(start(box, root, bin, ['x'], { CANON_BIN: join(box.dir, 'bin.cjs') }).stdout).toBe(
    "script [ 'x' ]\n",
  );
  // One that is not there is passed over.
  expect(start(box, root, bin, ['x'], { CANON_BIN: '/nowhere' }).stdout).toBe('path <x>');
});

test('the exit code of canon is the exit code of the launcher', () => {
  const box = sandbox();
  const { root, bin } = project(box);
  box.write(join(box.dir, 'bin.cjs'), 'process.exitCode = 2');
  expect(start(box, root, bin, ['x'], { CANON_BIN: join(box.dir, 'bin.cjs') }).status).toBe(2);
});
