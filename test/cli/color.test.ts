import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { BIN } from '../support/built.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';

// `script` of util-linux gives a command a terminal; where there is none, these have nothing to say.
const hasTerminal = ((): boolean => {
  try {
    execFileSync('script', ['-qec', 'true', '/dev/null'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const inTerminal = (box: Sandbox, args: string, env: Record<string, string> = {}): string =>
  spawnSync('script', ['-qec', `'${process.execPath}' '${BIN}' ${args}`, '/dev/null'], {
    cwd: box.dir,
    env: { ...box.env, TERM: 'xterm-256color', ...env },
    encoding: 'utf8',
  }).stdout;

test('a pipe gets no colour', async () => {
  const box = sandbox();
  expect((await box.canon(box.dir, ['--help'])).stdout).not.toContain('\u001B');
  expect((await box.canon(box.dir, ['nonsense'])).stderr).not.toContain('\u001B');
});

test.skipIf(!hasTerminal)('a terminal does, unless told otherwise', () => {
  const box = sandbox();
  expect(inTerminal(box, '--help')).toContain('\u001B[1m');
  expect(inTerminal(box, 'nonsense')).toContain('\u001B[31m');
  expect(inTerminal(box, '--help --no-color')).not.toContain('\u001B');
  expect(inTerminal(box, '--help', { NO_COLOR: '1' })).not.toContain('\u001B');
  expect(inTerminal(box, '--help', { TERM: 'dumb' })).not.toContain('\u001B');
  expect(inTerminal(box, 'nonsense --json')).not.toContain('\u001B');
});
