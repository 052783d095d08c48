import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyPlan } from '../../src/change/apply.ts';
import { finishInterrupted } from '../../src/change/finish.ts';
import { bench, handoffOf, indexed, indexOf, workTree } from '../change/kit.ts';
import { buildRunner, busyRepo, type Runner, traces } from '../change/runner.ts';
import { sandbox } from '../support/sandbox.ts';

const KILLS = Number(process.env['CANON_E2E_KILLS'] ?? 60);
const ID = 'RT-260511-01';

let runner: Runner;
beforeAll(async () => {
  runner = await buildRunner();
});
afterAll(() => runner.remove());

test('killed at any moment, a handoff is afterwards there once and whole, or not at all', async () => {
  const box = sandbox();
  const path = busyRepo(box);
  const before = { index: indexOf(box, path), files: workTree(path) };
  const control = join(box.dir, 'control');
  cpSync(path, control, { recursive: true });
  const opened = await bench(box, control);
  await applyPlan(opened.project, opened.world, handoffOf(ID), {
    commit: true,
    derive: indexed(opened.project),
  });
  const after = { index: indexOf(box, control), files: workTree(control) };
  const plan = JSON.stringify(handoffOf(ID));
  const run = (copy: string, ms: number): Promise<number> =>
    new Promise((resolve) => {
      const started = performance.now();
      const child = spawn(process.execPath, [runner.file, copy, plan], { env: box.env, stdio: 'ignore' });
      const timer = setTimeout(() => child.kill('SIGKILL'), ms);
      child.on('close', () => {
        clearTimeout(timer);
        resolve(performance.now() - started);
      });
    });
  const whole = join(box.dir, 'whole');
  cpSync(path, whole, { recursive: true });
  const length = await run(whole, 60_000);
  const seen = { none: 0, all: 0 };
  for (let kill = 0; kill < KILLS; kill += 1) {
    const copy = join(box.dir, `copy-${kill}`);
    cpSync(path, copy, { recursive: true });
    await run(copy, (length * (kill + 0.5)) / KILLS);
    const { world, project } = await bench(box, copy);
    await finishInterrupted(project, world, { derive: indexed(project) });
    const landed = box.git(copy, 'log', '--format=%s').split('\n').length === 3;
    seen[landed ? 'all' : 'none'] += 1;
    expect({ index: indexOf(box, copy), files: workTree(copy) }, `kill ${kill}`).toEqual(
      landed ? after : before,
    );
    const left = existsSync(join(copy, '.git/canon/pending')) ? traces(copy) : [];
    expect(
      left.filter((name) => !name.endsWith('.tmp')),
      `kill ${kill}`,
    ).toEqual([]);
    box.git(copy, 'fsck', '--strict');
    rmSync(copy, { recursive: true });
  }
  expect(seen.none + seen.all).toBe(KILLS);
});

test('a lock of somebody else is waited for and stays; the killed run is finished when it is gone', async () => {
  for (const step of ['created', 'noted']) {
    const box = sandbox();
    const path = busyRepo(box);
    const ran = spawnSync(process.execPath, [runner.file, path, JSON.stringify(handoffOf(ID)), step], {
      env: box.env,
    });
    expect(ran.signal, step).toBe('SIGKILL');
    const foreign = join(path, '.git/refs/heads/main.lock');
    box.write(foreign, '1234567890123456789012345678901234567890\n');
    const { world, project } = await bench(box, path);
    const options = { commit: true, derive: indexed(project) };
    const next = await applyPlan(project, world, handoffOf('RT-260511-02'), options);
    expect(next.notCommitted?.reason, step).toBe('ref-locked');
    expect(existsSync(foreign), step).toBe(true);
    expect(box.git(path, 'log', '-1', '--format=%s'), step).toBe('Work');
    rmSync(foreign);
    await finishInterrupted(project, world, { derive: indexed(project) });
    expect(box.git(path, 'log', '-2', '--format=%s'), step).toBe(`Hand off ${ID}\nWork`);
  }
});
