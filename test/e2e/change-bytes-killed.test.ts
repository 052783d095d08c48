import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan } from '../../src/change/apply.ts';
import { finishInterrupted } from '../../src/change/finish.ts';
import type { ChangePlan } from '../../src/change/plan.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';
import { blobAt, ID, PATH, PICTURE, planWith } from '../change/bytes-kit.ts';
import { bench, flipRepo, handoffOf, indexed, indexOf, recordOf, workTree } from '../change/kit.ts';
import { buildRunner, busyRepo, COMMITTING, type Runner, traces } from '../change/runner.ts';

describe('bytes in a change that was killed', () => {
  let runner: Runner;
  beforeAll(async () => {
    runner = await buildRunner();
  });
  afterAll(() => runner.remove());
  const killedAt = (box: Sandbox, path: string, plan: ChangePlan, step: string, how = 'commit'): void => {
    const text = JSON.stringify({
      ...plan,
      files: plan.files.map((file) =>
        file.edit.op === 'bytes'
          ? { ...file, edit: { ...file.edit, base64: PICTURE.toString('base64') } }
          : file,
      ),
    });
    const ran = spawnSync(process.execPath, [runner.file, path, text, step, how], {
      env: box.env,
      encoding: 'utf8',
    });
    expect(ran.signal, ran.stderr).toBe('SIGKILL');
  };

  test('it is finished by the next run, whatever has become of the source', async () => {
    const box = sandbox();
    const path = busyRepo(box);
    const plan = await planWith();
    cpSync(path, join(box.dir, 'control'), { recursive: true });
    const control = await bench(box, join(box.dir, 'control'));
    await applyPlan(control.project, control.world, plan, { commit: true, derive: indexed(control.project) });
    for (const step of COMMITTING) {
      const copy = join(box.dir, step);
      cpSync(path, copy, { recursive: true });
      killedAt(box, copy, plan, step);
      const { world, project } = await bench(box, copy);
      await finishInterrupted(project, world, { derive: indexed(project) });
      expect(box.git(copy, 'log', '--format=%s', 'HEAD').split('\n'), step).toHaveLength(3);
      expect(indexOf(box, copy), step).toEqual(indexOf(box, control.path));
      expect(workTree(copy), step).toEqual(workTree(control.path));
      expect(traces(copy), step).toEqual([]);
      box.git(copy, 'fsck', '--strict');
    }
  });

  test('where some of its new records were there and others not yet, the rest comes', async () => {
    const box = sandbox();
    const path = flipRepo(box);
    const more = recordOf('RT-260511-02');
    killedAt(box, path, await planWith(more), 'created');
    rmSync(join(path, more.path));
    const { world, project } = await bench(box, path);
    expect(await finishInterrupted(project, world)).toMatchObject({ subject: `Hand off ${ID}` });
    expect(blobAt(path, `HEAD:${PATH}`).equals(PICTURE)).toBe(true);
    expect(box.git(path, 'status', '--porcelain')).toBe('');
    // One that somebody has made another of: nothing is taken further.
    const third = {
      ...handoffOf('RT-260511-03'),
      files: [recordOf('RT-260511-03'), recordOf('RT-260511-04')],
    };
    killedAt(box, path, third, 'created');
    box.write(join(path, 'docs/sessions/RT-260511-04.md'), 'mine\n');
    expect(await finishInterrupted(project, world)).toBeUndefined();
    expect(box.git(path, 'log', '-1', '--format=%s')).toBe(`Hand off ${ID}`);
  });

  test('a write without a commit is as if it had never been, or is whole', async () => {
    const box = sandbox();
    const start = flipRepo(box);
    for (const step of ['writes-noted', 'written']) {
      const path = join(box.dir, step);
      cpSync(start, path, { recursive: true });
      const plan = await planWith();
      killedAt(box, path, plan, step, 'no-commit');
      const { world, project } = await bench(box, path);
      await finishInterrupted(project, world);
      const again = await applyPlan(project, world, plan, { commit: false });
      expect(again.skipped, step).toEqual([]);
      expect(readFileSync(join(path, PATH)).equals(PICTURE), step).toBe(true);
      expect(existsSync(join(path, `docs/sessions/${ID}.md`)), step).toBe(true);
    }
  });
});
