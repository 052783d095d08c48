import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyPlan } from '../../src/change/apply.ts';
import { deriveHere } from '../../src/change/derive-here.ts';
import { finishInterrupted } from '../../src/change/finish.ts';
import type { ChangePlan } from '../../src/change/plan.ts';
import { sandbox } from '../support/sandbox.ts';
import { bench, flipRepo, handoffOf, indexed, indexOf, recordOf, session, workTree } from '../change/kit.ts';
import { buildRunner, COMMITTING, type Runner, traces } from '../change/runner.ts';

// An import: more new records than are put into the work tree one by one.
const COUNT = 150;
const ids = Array.from({ length: COUNT }, (_, at) => `RT-2605${String(10 + (at % 10))}-${String(10 + at)}`);
const plan: ChangePlan = {
  commit: { subject: 'Import them', trailers: [['Canon-Session', 'none']] },
  files: ids.map((id) => recordOf(id)),
};

let runner: Runner;
beforeAll(async () => {
  runner = await buildRunner();
});
afterAll(() => runner.remove());

test('many new records are one commit, in one pack, and everything is in line', async () => {
  const box = sandbox();
  const { path, world, project } = await bench(box, flipRepo(box));
  box.write(join(path, 'src/code.txt'), 'mine\n');
  const result = await applyPlan(project, world, plan, { commit: true, derive: deriveHere(project) });
  expect(result).toMatchObject({ skipped: [], leftAlone: ['src/code.txt'] });
  expect(result.written.filter((file) => ids.some((id) => file.endsWith(`/${id}.md`)))).toHaveLength(COUNT);
  expect(result.written).toContain('docs/sessions/INDEX.md');
  expect(box.git(path, 'status', '--porcelain')).toBe(' M src/code.txt');
  expect(box.git(path, 'diff-files', '--name-only')).toBe('src/code.txt');
  expect(readdirSync(join(path, '.git/objects/pack')).filter((name) => name.endsWith('.pack'))).toHaveLength(
    1,
  );
  expect(box.git(path, 'show', `HEAD:docs/sessions/${ids[7] ?? ''}.md`)).toBe(
    session(ids[7] ?? '').trimEnd(),
  );
  box.git(path, 'fsck', '--strict');
  // Each of them can be taken away again, and edited ones stay.
  box.write(join(path, `docs/sessions/${ids[3] ?? ''}.md`), 'mine\n');
  const files = ids.map((id) => ({ ...recordOf(id), edit: { op: 'remove' }, expect: 'present' }) as const);
  const undo: ChangePlan = { commit: { subject: 'Undo', trailers: [] }, files };
  const undone = await applyPlan(project, world, undo, { commit: true, derive: deriveHere(project) });
  expect(undone.skipped).toEqual([
    { path: `docs/sessions/${ids[3] ?? ''}.md`, where: 'work-tree', why: 'edited' },
  ]);
  expect(box.git(path, 'ls-files', 'docs/sessions').split('\n')).toEqual(['docs/sessions/INDEX.md']);
  expect(readdirSync(join(path, 'docs/sessions')).sort()).toEqual(['INDEX.md', `${ids[3] ?? ''}.md`]);
});

test('a taken place refuses all of them, before anything is there', async () => {
  const box = sandbox();
  const { path, world, project } = await bench(box, flipRepo(box));
  box.write(join(path, `docs/sessions/${ids[140] ?? ''}.md`), 'mine\n');
  await expect(applyPlan(project, world, plan, { commit: true })).rejects.toMatchObject({
    code: 'E_CHANGE_EXISTS',
  });
  expect(readdirSync(join(path, 'docs/sessions'))).toHaveLength(1);
  expect(box.git(path, 'log', '-1', '--format=%s')).toBe('Work');
  expect(existsSync(join(path, '.git/index.lock'))).toBe(false);
  // One that is there already as it would be is no obstacle.
  box.write(join(path, `docs/sessions/${ids[140] ?? ''}.md`), session(ids[140] ?? ''));
  expect(await applyPlan(project, world, plan, { commit: true })).toMatchObject({ skipped: [] });
  expect(box.git(path, 'status', '--porcelain')).toBe('');
});

test('killed before the branch moves it has never been; from then on it is finished', async () => {
  const box = sandbox();
  const start = flipRepo(box);
  cpSync(start, join(box.dir, 'control'), { recursive: true });
  const control = await bench(box, join(box.dir, 'control'));
  await applyPlan(control.project, control.world, plan, { commit: true, derive: indexed(control.project) });
  for (const step of COMMITTING) {
    const path = join(box.dir, step);
    cpSync(start, path, { recursive: true });
    const args = [runner.file, path, JSON.stringify(plan), step, 'commit'];
    const ran = spawnSync(process.execPath, args, { env: box.env, encoding: 'utf8' });
    expect(ran.signal, ran.stderr).toBe('SIGKILL');
    const { world, project } = await bench(box, path);
    const finished = await finishInterrupted(project, world, { derive: indexed(project) });
    const never = ['created', 'built', 'index-locked'].includes(step);
    expect(finished === undefined, step).toBe(never || step === 'done');
    expect(existsSync(join(path, 'docs')), step).toBe(!never);
    // Whoever comes next can do it: what the killed run held is given back.
    if (never) await applyPlan(project, world, plan, { commit: true, derive: indexed(project) });
    expect(indexOf(box, path), step).toEqual(indexOf(box, control.path));
    expect(workTree(path), step).toEqual(workTree(control.path));
    expect(traces(path), step).toEqual([]);
    expect(box.git(path, 'log', '--format=%s'), step).toBe('Import them\nWork\nStart');
  }
});

test('without a commit many are put into the work tree, and killed in the middle the rest comes', async () => {
  const box = sandbox();
  const path = flipRepo(box);
  const args = [runner.file, path, JSON.stringify(plan), 'written', 'no-commit'];
  expect(spawnSync(process.execPath, args, { env: box.env }).signal).toBe('SIGKILL');
  expect(readdirSync(join(path, 'docs/sessions'))).toHaveLength(1);
  const { world, project } = await bench(box, path);
  expect(await finishInterrupted(project, world)).toMatchObject({ commit: null, subject: 'Import them' });
  expect(readdirSync(join(path, 'docs/sessions'))).toHaveLength(COUNT);
  const again = await applyPlan(project, world, handoffOf('RT-260520-01'), { commit: true });
  expect(again.skipped).toEqual([]);
});
