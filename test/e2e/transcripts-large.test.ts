import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsdown';
import { expect, test } from 'vitest';
import { sandbox } from '../support/sandbox.ts';

interface Told {
  readonly calls: number;
  readonly sessions: number;
  readonly size: number;
  readonly skipped: number;
  readonly peak: number;
}

/** Writes transcripts and reads them in a process of its own. */
async function readLarge(megabytes: number, further: number): Promise<{ made: Told; told: Told }> {
  const box = sandbox();
  await build({
    config: false,
    logLevel: 'silent',
    entry: { run: fileURLToPath(new URL('../../bench/transcripts-run.ts', import.meta.url)) },
    outDir: box.dir,
    format: 'esm',
    platform: 'node',
    dts: false,
    clean: false,
    deps: { alwaysBundle: [/^(?!node:)/], onlyBundle: false },
  });
  const run = join(box.dir, 'run.mjs');
  const start = (...args: string[]): Told => {
    const done = spawnSync(process.execPath, [run, ...args], { env: box.env, encoding: 'utf8' });
    expect(done.stderr).toBe('');
    return JSON.parse(done.stdout) as Told;
  };
  const made = start('write', box.dir, String(megabytes), String(further));
  return { made, told: start('read', box.dir) };
}

test('accounts of many sessions are made in bounded memory', async () => {
  const { made, told } = await readLarge(120, 0);
  expect(told).toMatchObject({ calls: made.calls, sessions: made.sessions, size: made.size, skipped: 0 });
  expect(told.peak).toBeLessThan(300);
});

test('a line of 200 MB is counted and not kept', async () => {
  const { made, told } = await readLarge(20, 200);
  expect(told).toMatchObject({ calls: made.calls, sessions: 1, size: made.size, skipped: 1 });
  expect(told.peak).toBeLessThan(300);
});
