import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { finishInterrupted } from '../../src/change/finish.ts';
import { planRenumber } from '../../src/change/renumber/plan.ts';
import { readRows } from '../../src/store/rows.ts';
import { bench, indexed, indexOf, session, workTree, WORKSTREAM } from '../change/kit.ts';
import { buildRunner, busyRepo, COMMITTING, type Runner, traces } from '../change/runner.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';

const ID = 'RT-260511-01';
const WRITING = ['writes-noted', 'written', 'done'];

let runner: Runner;
beforeAll(async () => {
  runner = await buildRunner();
});
afterAll(() => runner.remove());

/** A record to renumber, named by others, in the middle of somebody's edits. */
function place(box: Sandbox): string {
  const path = busyRepo(box);
  box.git(path, 'stash', '-q');
  box.write(join(path, `docs/sessions/${ID}.md`), session(ID));
  box.write(
    join(path, 'docs/sessions/RT-260511-02.md'),
    session('RT-260511-02').replace('kind:', `parent: ${ID}\nkind:`),
  );
  box.write(join(path, 'workstreams/flip.md'), WORKSTREAM.replace('One', `One — ${ID}`));
  box.git(path, 'add', 'docs', 'workstreams');
  box.git(path, 'commit', '-qm', 'Records');
  const flip = join(path, 'workstreams/flip.md');
  box.write(flip, `${box.read(flip)}\nMine, after ${ID}.\n`);
  return path;
}

test.each([
  ['commit', COMMITTING],
  ['no-commit', WRITING],
] as const)('killed at any step and run again, it comes to one result (%s)', async (how, steps) => {
  const box = sandbox();
  const path = place(box);
  const { project } = await bench(box, path);
  const rows = (await readRows(project)).all();
  const row = rows.find(({ id }) => id === ID);
  if (!row) throw new Error('no record');
  const { plan } = await planRenumber(project, rows, { row, to: 'RT-260511-03', tips: [] });
  const run = (copy: string, step = ''): NodeJS.Signals | null => {
    const args = [runner.file, copy, JSON.stringify(plan), step, how];
    const ran = spawnSync(process.execPath, args, { env: box.env, encoding: 'utf8' });
    if (ran.status !== null && ran.status !== 0) throw new Error(ran.stderr);
    return ran.signal;
  };
  const copyOf = (name: string): string => {
    cpSync(path, join(box.dir, name), { recursive: true });
    return join(box.dir, name);
  };
  const state = (copy: string): unknown => [
    indexOf(box, copy),
    workTree(copy),
    box.git(copy, 'log', '--format=%s'),
  ];
  const before = state(path);
  const control = copyOf('control');
  expect(run(control)).toBeNull();
  const after = state(control);
  expect(box.read(join(control, 'workstreams/flip.md'))).toContain('Mine, after RT-260511-03.');
  for (const step of steps) {
    const copy = copyOf(step);
    expect(run(copy, step), step).toBe('SIGKILL');
    const opened = await bench(box, copy);
    await finishInterrupted(opened.project, opened.world, { derive: indexed(opened.project) });
    expect(state(copy), step).toEqual(step === 'writes-noted' ? before : after);
    expect(traces(copy), step).toEqual([]);
    box.git(copy, 'fsck', '--strict');
    // What the command would look at first: the record is there, under one id.
    const now = (await readRows((await bench(box, copy)).project)).all().map(({ id }) => id);
    expect(now.filter((id) => id === ID || id === 'RT-260511-03').length, step).toBe(1);
  }
});
