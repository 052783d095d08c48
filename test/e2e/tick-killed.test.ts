import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flipRepo } from '../change/kit.ts';
import { buildRunner, type Runner, traces } from '../change/runner.ts';
import { sandbox } from '../support/sandbox.ts';

let runner: Runner;
beforeAll(async () => {
  runner = await buildRunner();
});
afterAll(() => runner.remove());

const ID = 'RT-260511-01';
const PLAN = {
  commit: { subject: 'Tick P1 of flip', trailers: [['Canon-Session', ID]] },
  files: [
    {
      path: 'workstreams/flip.md',
      expect: 'present',
      edit: {
        op: 'task',
        task: { id: 'P1' },
        change: {
          to: 'done',
          evidence: { session: { id: ID, href: `../docs/sessions/${ID}.md` }, commit: null },
        },
      },
    },
  ],
};

test.each(['moved', 'work-tree', 'index'])(
  'whoever ticks again what a run killed at "%s" has ticked finishes that run first',
  async (step) => {
    const box = sandbox();
    const path = flipRepo(box);
    const ran = spawnSync(process.execPath, [runner.file, path, JSON.stringify(PLAN), step, 'commit'], {
      env: box.env,
      encoding: 'utf8',
    });
    expect(ran.signal, ran.stderr).toBe('SIGKILL');
    expect(traces(path)).not.toEqual([]);
    await box.canon(path, ['tick', 'flip', 'P1']);
    expect(traces(path)).toEqual([]);
    expect(box.git(path, 'status', '--porcelain')).toBe('');
    expect(box.git(path, 'show', 'HEAD:workstreams/flip.md')).toContain(`- [x] P1. One — [${ID}]`);
  },
);
