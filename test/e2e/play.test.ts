import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const PLAY = fileURLToPath(new URL('../../scripts/play.mjs', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../../examples/offplan', import.meta.url));

interface Played {
  readonly code: number;
  readonly output: string;
  readonly dir: string;
}

/** Runs `npm start` without npm, in a temporary folder that goes when the test is over. */
function play(...args: readonly string[]): Promise<Played> {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'canon-test-')));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true, maxRetries: 3 }));
  const env = { ...process.env, TMPDIR: dir, NO_COLOR: '1' };
  return new Promise((resolve) => {
    execFile(process.execPath, [PLAY, ...args], { env, encoding: 'utf8' }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr, dir });
    });
  });
}

test('the main job is played, and everything it expects is there', async () => {
  const { code, output, dir } = await play();
  expect(output).toContain('Peer activity — roman: last seen RT-260511-02');
  expect(output).not.toMatch(/^ {2}no {2}/m);
  expect(code, output).toBe(0);
  // It says where to look, and the folder is still there.
  const [stage] = readdirSync(dir).filter((name) => name.startsWith('canon-play-'));
  expect(output).toContain(`rm -rf ${join(dir, stage ?? 'nothing')}`);
});

test('it fits 80 columns, apart from lines that carry a path or a title', async () => {
  const { output } = await play();
  const tooWide = output.split('\n').filter((line) => line.length > 80 && !/\/|^Peer activity/.test(line));
  expect(tooWide).toEqual([]);
});

test('with a path it shows the dashboard of that repository', async () => {
  const { code, output } = await play(EXAMPLE);
  expect(output).toContain('repo-as-canonical-store-flip');
  expect(code, output).toBe(0);
});
