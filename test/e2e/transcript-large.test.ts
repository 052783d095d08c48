import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsdown';
import { expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../support/sandbox.ts';

const bench = (file: string): string => fileURLToPath(new URL(`../../bench/${file}`, import.meta.url));

async function bundled(box: Sandbox): Promise<string> {
  await build({
    config: false,
    logLevel: 'silent',
    entry: { run: bench('transcript-run.ts') },
    outDir: box.dir,
    format: 'esm',
    platform: 'node',
    dts: false,
    clean: false,
    deps: { alwaysBundle: [/^(?!node:)/], onlyBundle: false },
  });
  return join(box.dir, 'run.mjs');
}

/** Writes a transcript and reads it in a process that may not have much memory. */
async function readLarge(megabytes: number, longest: number) {
  const box = sandbox();
  const run = await bundled(box);
  const start = (flags: readonly string[], args: readonly string[]) => {
    const done = spawnSync(process.execPath, [...flags, run, ...args], {
      env: box.env,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    expect(done.stderr.toString()).toBe('');
    return { told: JSON.parse(done.stdout.toString()), peak: Number(done.output[3]?.toString()) / 1024 };
  };
  const home = box.dir;
  const made = start([], ['write', home, String(megabytes), String(longest)]).told;
  const { told, peak } = start(['--max-old-space-size=48', '--require', bench('peak.cjs')], ['read', home]);
  return { made, told, peak };
}

test('100 MB are read in the memory of the longest line', async () => {
  const { made, told, peak } = await readLarge(100, 5);
  expect(made.size).toBeGreaterThan(100e6);
  expect(told).toEqual({ calls: made.calls, finished: made.calls, output: made.output, skipped: 0 });
  // Node itself takes some 45 MiB.
  expect(peak).toBeLessThan(100);
});

test('a line that is too long is passed over in bounded memory, and counted', async () => {
  const { made, told, peak } = await readLarge(120, 90);
  expect(told).toEqual({ calls: made.calls, finished: made.calls - 1, output: made.output, skipped: 1 });
  expect(peak).toBeLessThan(200);
});
