import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyPlan } from '../../src/change/apply.ts';
import { finishInterrupted } from '../../src/change/finish.ts';
import { isInterrupted, noteTime, readNote } from '../../src/change/note.ts';
import type { ChangePlan } from '../../src/change/plan.ts';
import { clearRefLocks } from '../../src/change/ref-locks.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';
import {
  bench,
  flipRepo,
  handoffOf,
  indexed,
  indexOf,
  session,
  WORKSTREAM,
  workTree,
} from '../change/kit.ts';
import { buildRunner, busyRepo, type Runner, traces, COMMITTING } from '../change/runner.ts';

const ID = 'RT-260511-01';
let runner: Runner;
beforeAll(async () => {
  runner = await buildRunner();
});
afterAll(() => runner.remove());

function killedAt(
  box: Sandbox,
  path: string,
  plan: ChangePlan,
  step: string,
  how = 'commit',
): NodeJS.Signals | null {
  const ran = spawnSync(process.execPath, [runner.file, path, JSON.stringify(plan), step, how], {
    env: box.env,
    encoding: 'utf8',
  });
  if (ran.status !== null && ran.status !== 0) throw new Error(ran.stderr);
  return ran.signal;
}

test('a run that was killed at any step is finished by the next: one commit, index and work tree in line', async () => {
  const box = sandbox();
  const path = busyRepo(box);
  const control = await (async () => {
    cpSync(path, join(box.dir, 'control'), { recursive: true });
    const { world, project } = await bench(box, join(box.dir, 'control'));
    await applyPlan(project, world, handoffOf(ID), { commit: true, derive: indexed(project) });
    return { index: indexOf(box, project.top), files: workTree(project.top) };
  })();
  for (const step of COMMITTING) {
    const copy = join(box.dir, step);
    cpSync(path, copy, { recursive: true });
    expect(killedAt(box, copy, handoffOf(ID), step), step).toBe('SIGKILL');
    // What a kill in the middle of a write leaves.
    if (step === 'noted') box.write(join(copy, `docs/sessions/.${ID}.md.01234567-89ab.tmp`), '---\n');
    const { world, project } = await bench(box, copy);
    const finished = await finishInterrupted(project, world, { derive: indexed(project) });
    expect(finished === undefined, step).toBe(step === 'unlocked' ? false : step === 'done');
    expect(box.git(copy, 'log', '--format=%s', 'HEAD').split('\n'), step).toEqual([
      `Hand off ${ID}`,
      'Work',
      'Start',
    ]);
    expect(indexOf(box, copy), step).toEqual(control.index);
    expect(workTree(copy), step).toEqual(control.files);
    expect(traces(copy), step).toEqual([]);
    box.git(copy, 'fsck', '--strict');
  }
});

test('the next handoff finishes the killed one first and then lands itself', async () => {
  const box = sandbox();
  for (const step of ['created', 'noted', 'moved', 'work-tree']) {
    const path = join(box.dir, step);
    cpSync(busyRepo(box), path, { recursive: true });
    rmSync(join(box.dir, 'app'), { recursive: true });
    killedAt(box, path, handoffOf(ID), step);
    const { world, project } = await bench(box, path);
    const next = handoffOf('RT-260511-02');
    const result = await applyPlan(project, world, next, { commit: true, derive: indexed(project) });
    expect(result.finished?.subject, step).toBe(`Hand off ${ID}`);
    expect(box.git(path, 'log', '--format=%s', '-3')).toBe(`Hand off RT-260511-02\nHand off ${ID}\nWork`);
    expect(box.git(path, 'status', '--porcelain')).toBe(' M src/code.txt\nA  staged\nMM workstreams/flip.md');
  }
});

test('git died with canon while it moved the branch: its locks go, those of others stay', async () => {
  const box = sandbox();
  for (const step of ['noted', 'moved']) {
    const path = join(box.dir, step);
    cpSync(busyRepo(box), path, { recursive: true });
    rmSync(join(box.dir, 'app'), { recursive: true });
    killedAt(box, path, handoffOf(ID), step);
    const [pending = ''] = readdirSync(join(path, '.git/canon/pending'));
    const { to } = JSON.parse(box.read(join(path, '.git/canon/pending', pending))) as { to: string };
    box.write(join(path, '.git/HEAD.lock'), '');
    box.write(join(path, '.git/refs/heads/main.lock'), step === 'noted' ? `${to}\n` : '');
    const { world, project } = await bench(box, path);
    const next = handoffOf('RT-260511-02');
    const result = await applyPlan(project, world, next, { commit: true, derive: indexed(project) });
    expect(result.finished?.commit, step).toBe(to);
    expect(box.git(path, 'log', '--format=%s', '-3')).toBe(`Hand off RT-260511-02\nHand off ${ID}\nWork`);
    expect(existsSync(join(path, '.git/HEAD.lock'))).toBe(false);
  }
  const others = join(box.dir, 'others');
  cpSync(join(box.dir, 'moved'), others, { recursive: true });
  killedAt(box, others, handoffOf('RT-260511-03'), 'noted');
  const foreign = join(others, '.git/refs/heads/main.lock');
  box.write(foreign, '1234567890123456789012345678901234567890\n');
  const { project } = await bench(box, others);
  const note = await readNote(project);
  if (note?.kind !== 'commit') throw new Error('nothing to finish');
  await clearRefLocks(project, note, await noteTime(project));
  expect(existsSync(foreign)).toBe(true);
});

test('what people did after the kill has the last word', async () => {
  const box = sandbox();
  const start = flipRepo(box);
  const copy = (name: string): string => {
    cpSync(start, join(box.dir, name), { recursive: true });
    return join(box.dir, name);
  };

  // Taken back: it does not come again.
  const undone = copy('undone');
  killedAt(box, undone, handoffOf(ID), 'moved');
  rmSync(join(undone, '.git/index.lock'));
  box.git(undone, 'reset', '-q', '--hard', 'HEAD~');
  const first = await bench(box, undone);
  expect(await finishInterrupted(first.project, first.world)).toBeUndefined();
  expect(box.git(undone, 'log', '-1', '--format=%s')).toBe('Work');

  // The record removed before anything was committed: the handoff was given up.
  const given = copy('given');
  killedAt(box, given, handoffOf(ID), 'created');
  rmSync(join(given, 'docs'), { recursive: true });
  const second = await bench(box, given);
  expect(await finishInterrupted(second.project, second.world)).toBeUndefined();
  expect(box.git(given, 'status', '--porcelain')).toBe('');

  // The lock removed by hand and everything committed as it lay there: nothing is staged behind their back.
  const byHand = copy('by-hand');
  killedAt(box, byHand, handoffOf(ID), 'moved');
  rmSync(join(byHand, '.git/index.lock'));
  box.git(byHand, 'commit', '-qam', 'by hand');
  const third = await bench(box, byHand);
  await finishInterrupted(third.project, third.world);
  expect(box.git(byHand, 'status', '--porcelain')).toBe('?? docs/');

  // Others committed on top of the old HEAD before it moved: the same edits go on top of theirs.
  const overtaken = copy('overtaken');
  killedAt(box, overtaken, handoffOf(ID), 'noted');
  rmSync(join(overtaken, '.git/index.lock'));
  box.git(overtaken, 'commit', '-q', '--allow-empty', '-m', 'theirs');
  const fourth = await bench(box, overtaken);
  await finishInterrupted(fourth.project, fourth.world, { derive: indexed(fourth.project) });
  expect(box.git(overtaken, 'log', '--format=%s')).toBe(`Hand off ${ID}\ntheirs\nWork\nStart`);
  expect(box.git(overtaken, 'status', '--porcelain')).toBe('');
  expect(box.read(join(overtaken, `docs/sessions/${ID}.md`))).toBe(session(ID));

  // On another branch: the note keeps until its branch is back.
  const elsewhere = copy('elsewhere');
  killedAt(box, elsewhere, handoffOf(ID), 'noted');
  rmSync(join(elsewhere, '.git/index.lock'));
  box.git(elsewhere, 'checkout', '-qb', 'other');
  const fifth = await bench(box, elsewhere);
  expect(await finishInterrupted(fifth.project, fifth.world)).toBeUndefined();
  expect(isInterrupted(fifth.project)).toBe(true);
  // Another one that is killed there does not take its place, nor does one that lands.
  killedAt(box, elsewhere, handoffOf('RT-260511-02'), 'noted');
  const options = { commit: true, derive: indexed(fifth.project) };
  const there = await applyPlan(fifth.project, fifth.world, handoffOf('RT-260511-03'), options);
  expect(there).toMatchObject({ finished: { subject: 'Hand off RT-260511-02' } });
  box.git(elsewhere, 'checkout', '-q', 'main');
  expect(await finishInterrupted(fifth.project, fifth.world)).toMatchObject({ subject: `Hand off ${ID}` });
  expect(box.git(elsewhere, 'status', '--porcelain')).toBe('');
  expect(isInterrupted(fifth.project)).toBe(false);
});

test('what cannot be finished now is finished later, and nothing is committed in its place', async () => {
  const box = sandbox();
  const path = flipRepo(box);
  killedAt(box, path, handoffOf(ID), 'moved');
  const foreign = join(path, '.git/index.lock');
  box.write(foreign, 'somebody else is at it');
  const { world, project } = await bench(box, path);
  const options = { commit: true, derive: indexed(project), indexWait: 50 };
  const next = await applyPlan(project, world, handoffOf('RT-260511-02'), options);
  expect(next).toMatchObject({ commit: null, notCommitted: { reason: 'index-locked' } });
  expect(next.written).toContain('docs/sessions/RT-260511-02.md');
  rmSync(foreign);
  const finished = await finishInterrupted(project, world, { derive: indexed(project) });
  expect(finished?.subject).toBe(`Hand off ${ID}`);
  expect(box.git(path, 'log', '--format=%s', '-2')).toBe(`Hand off ${ID}\nWork`);
  expect(box.git(path, 'status', '--porcelain')).toContain('?? docs/sessions/RT-260511-02.md');
  expect(isInterrupted(project)).toBe(false);
});

const WORKSTREAM_LINE = `[${ID}](../docs/sessions/${ID}.md)`;

test('a write without a commit that was killed between two files is finished by the next run', async () => {
  const box = sandbox();
  const path = busyRepo(box);
  const control = await (async () => {
    cpSync(path, join(box.dir, 'control'), { recursive: true });
    const { world, project } = await bench(box, join(box.dir, 'control'));
    await applyPlan(project, world, handoffOf(ID), { commit: false });
    return workTree(project.top);
  })();
  for (const step of ['writes-noted', 'written', 'done']) {
    const copy = join(box.dir, step);
    cpSync(path, copy, { recursive: true });
    const before = workTree(copy);
    const staged = indexOf(box, copy);
    expect(killedAt(box, copy, handoffOf(ID), step, 'no-commit'), step).toBe('SIGKILL');
    if (step === 'written') box.write(join(copy, 'workstreams/.flip.md.01234567-89ab.tmp'), '---\n');
    const { world, project } = await bench(box, copy);
    const finished = await finishInterrupted(project, world, { derive: indexed(project) });
    // Nothing was written yet: it is as if that run had never been.
    expect(workTree(copy), step).toEqual(step === 'writes-noted' ? before : control);
    expect(finished, step).toEqual(
      step === 'written' ? { commit: null, subject: `Hand off ${ID}` } : undefined,
    );
    expect(indexOf(box, copy), step).toEqual(staged);
    expect(traces(copy), step).toEqual([]);
    expect(box.git(copy, 'log', '-1', '--format=%s'), step).toBe('Work');
  }
  // What it made is still known as canon's own: a commit takes it whole.
  const { world, project } = await bench(box, join(box.dir, 'written'));
  const edit = { op: 'set', values: [{ key: ['confidence'], value: 'H' }] } as const;
  const file = { path: `docs/sessions/${ID}.md`, edit, expect: 'present' } as const;
  const plan = { commit: { subject: 'Set it', trailers: [] }, files: [file] };
  const result = await applyPlan(project, world, plan, { commit: true });
  expect(result).toMatchObject({ skipped: [], written: [`docs/sessions/${ID}.md`] });
});

test('what people did after the kill of such a write has the last word', async () => {
  const box = sandbox();
  const start = flipRepo(box);
  const killed = (name: string): string => {
    const copy = join(box.dir, name);
    cpSync(start, copy, { recursive: true });
    killedAt(box, copy, handoffOf(ID), 'written', 'no-commit');
    return copy;
  };
  const finish = async (copy: string): Promise<unknown> => {
    const { world, project } = await bench(box, copy);
    return finishInterrupted(project, world);
  };

  const given = killed('given-up');
  rmSync(join(given, 'docs'), { recursive: true });
  expect(await finish(given)).toBeUndefined();
  expect(box.git(given, 'status', '--porcelain')).toBe('');

  const edited = killed('edited');
  box.write(join(edited, 'workstreams/flip.md'), WORKSTREAM.replace('Ship it.', 'By hand.'));
  expect(await finish(edited)).toMatchObject({ commit: null });
  const flip = box.read(join(edited, 'workstreams/flip.md'));
  expect(flip).toContain('By hand.');
  expect(flip).toContain(WORKSTREAM_LINE);
  expect(traces(edited)).toEqual([]);

  // Also on another branch and in the middle of something, where nothing could be committed.
  const detached = killed('detached');
  box.git(detached, 'checkout', '-q', '--detach');
  expect(await finish(detached)).toMatchObject({ commit: null });
  expect(box.read(join(detached, 'workstreams/flip.md'))).toContain(WORKSTREAM_LINE);
});
