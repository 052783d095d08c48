import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { amendPlan, applyPlan } from '../../src/change/apply.ts';
import type { ChangePlan } from '../../src/change/plan.ts';
import { previewPlan } from '../../src/change/preview.ts';
import { pushBranch } from '../../src/change/push.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';
import {
  bench,
  type Bench,
  flipRepo,
  handoffOf,
  indexed,
  indexOf,
  session,
  WORKSTREAM,
  workTree,
} from './kit.ts';

const ID = 'RT-260511-01';
const RECORD = `docs/sessions/${ID}.md`;

const correction = (amend: string, text = session(ID, 'Better')): ChangePlan & { amend: string } => ({
  amend,
  commit: { subject: `Hand off ${ID}`, trailers: [['Canon-Session', ID]] },
  files: [{ path: RECORD, edit: { op: 'write', text }, expect: 'any' }],
});

async function handedOff(box: Sandbox): Promise<Bench & { commit: string }> {
  const opened = await bench(box, flipRepo(box));
  const { commit } = await applyPlan(opened.project, opened.world, handoffOf(ID), {
    commit: true,
    derive: indexed(opened.project),
  });
  return { ...opened, commit: commit ?? '' };
}

test('a handoff that only this branch has is corrected in place, author and date kept', async () => {
  const box = sandbox();
  const { path, project, world, commit } = await handedOff(box);
  const authored = box.git(path, 'log', '-1', '--format=%an %ae %aI');
  box.write(
    join(path, 'workstreams/flip.md'),
    box.read(join(path, 'workstreams/flip.md')).replace('Ship it.', 'Mine.'),
  );
  const result = await amendPlan(project, world, correction(commit), {
    commit: true,
    derive: indexed(project),
  });
  expect(result).toMatchObject({ amended: true, written: [RECORD] });
  expect(box.git(path, 'log', '--format=%s')).toBe(`Hand off ${ID}\nWork\nStart`);
  expect(box.git(path, 'log', '-1', '--format=%an %ae %aI')).toBe(authored);
  expect(box.git(path, 'show', '--format=', '--name-only', 'HEAD').split('\n')).toEqual([
    'docs/sessions/INDEX.md',
    RECORD,
    'workstreams/flip.md',
  ]);
  expect(`${box.git(path, 'show', `HEAD:${RECORD}`)}\n`).toBe(session(ID, 'Better'));
  expect(box.git(path, 'status', '--porcelain')).toBe(' M workstreams/flip.md');
});

test('one that is not HEAD any more, is tagged, or is on the remote, gets a commit on top', async () => {
  const box = sandbox();
  const first = await handedOff(box);
  box.git(first.path, 'commit', '-q', '--allow-empty', '-m', 'More');
  const { project, world, path, commit } = first;
  expect(await amendPlan(project, world, correction(commit), { commit: true })).toMatchObject({
    amended: false,
  });
  expect(box.git(path, 'rev-list', '--count', 'HEAD')).toBe('5');

  box.git(path, 'clone', '-q', '--bare', '.', join(box.dir, 'hub.git'));
  box.git(path, 'remote', 'add', 'origin', join(box.dir, 'hub.git'));
  box.git(path, 'fetch', '-q');
  const head = box.git(path, 'rev-parse', 'HEAD');
  const pushed = await amendPlan(project, world, correction(head, session(ID, 'Best')), { commit: true });
  expect(pushed).toMatchObject({ amended: false, parent: head });
  expect(box.git(path, 'status', '--porcelain')).toBe('');
});

test("a person's commit is never replaced, whatever is asked", async () => {
  const box = sandbox();
  const { path, project, world } = await handedOff(box);
  box.git(path, 'commit', '-q', '--allow-empty', '-m', 'Theirs');
  const theirs = box.git(path, 'rev-parse', 'HEAD');
  const result = await amendPlan(project, world, correction(theirs), { commit: true });
  expect(result).toMatchObject({ amended: false, parent: theirs });
});

test('a record that somebody is editing is corrected in the commit and left to them in the work tree', async () => {
  const box = sandbox();
  const { path, project, world, commit } = await handedOff(box);
  box.write(join(path, RECORD), `${session(ID)}\nMine.\n`);
  const result = await amendPlan(project, world, correction(commit), { commit: true });
  expect(result.skipped).toEqual([{ path: RECORD, why: 'edited', where: 'work-tree' }]);
  expect(box.read(join(path, RECORD))).toBe(`${session(ID)}\nMine.\n`);
  expect(`${box.git(path, 'show', `HEAD:${RECORD}`)}\n`).toBe(session(ID, 'Better'));
});

test('an amended handoff is replayed as one', async () => {
  const box = sandbox();
  const { path, project, world, commit } = await handedOff(box);
  const hub = join(box.dir, 'hub.git');
  box.git(path, 'clone', '-q', '--bare', '.', hub);
  box.git(hub, 'update-ref', 'refs/heads/main', `${commit}~`);
  box.git(path, 'remote', 'add', 'origin', hub);
  box.git(path, 'fetch', '-q');
  box.git(path, 'branch', '-q', '-u', 'origin/main');
  await amendPlan(project, world, correction(commit), { commit: true, derive: indexed(project) });
  box.git(box.dir, 'clone', '-q', hub, 'other');
  const other = join(box.dir, 'other');
  box.write(join(other, 'workstreams/flip.md'), WORKSTREAM.replace('— Earlier', '— Theirs'));
  box.git(other, 'commit', '-qam', 'Theirs');
  box.git(other, 'push', '-q');
  const result = await pushBranch(project, world, 'branch', { emails: [], derive: indexed(project) });
  expect(result).toMatchObject({ pushed: true, commits: 1 });
  expect(`${box.git(hub, 'show', `main:${RECORD}`)}\n`).toBe(session(ID, 'Better'));
  expect(box.git(hub, 'show', 'main:workstreams/flip.md')).toMatch(/RT-260511-01[^]*— Theirs/);
  expect(readdirSync(join(path, '.git/canon/unpushed'))).toEqual([]);
});

test('a preview shows what would be committed and changes nothing', async () => {
  const box = sandbox();
  const { path, project } = await bench(box, flipRepo(box));
  box.write(join(path, 'workstreams/flip.md'), WORKSTREAM.replace('Ship it.', 'Mine.'));
  const before = [
    box.git(path, 'rev-parse', 'HEAD'),
    indexOf(box, path),
    workTree(path),
    readdirSync(join(path, '.git')),
  ];
  const preview = await previewPlan(project, handoffOf(ID), { derive: indexed(project) });
  expect(preview.files.map(({ path, derived, before }) => [path, derived, before])).toEqual([
    [RECORD, false, null],
    ['workstreams/flip.md', false, WORKSTREAM],
    ['docs/sessions/INDEX.md', true, null],
  ]);
  expect(preview.files[1]?.after).not.toContain('Mine.');
  expect([
    box.git(path, 'rev-parse', 'HEAD'),
    indexOf(box, path),
    workTree(path),
    readdirSync(join(path, '.git')),
  ]).toEqual(before);
});

function hook(box: Sandbox, path: string, name: string, script: string): void {
  box.write(join(path, '.git/hooks', name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(path, '.git/hooks', name), 0o755);
}

test('hooks of the repository do not run by default', async () => {
  const box = sandbox();
  const { path, project, world } = await bench(box, flipRepo(box));
  for (const name of ['pre-commit', 'commit-msg', 'post-commit', 'post-checkout', 'prepare-commit-msg']) {
    hook(box, path, name, 'exit 1');
  }
  expect((await applyPlan(project, world, handoffOf(ID), { commit: true })).commit).not.toBeNull();
});

test('asked to, pre-commit sees the new tree alone and may format it; commit-msg edits the message', async () => {
  for (const commit of [true, false]) {
    const box = sandbox();
    const path = commit ? flipRepo(box) : box.repo('fresh', { commit: false });
    const { project, world } = await bench(box, path);
    box.write(join(path, 'mine'), 'mine\n');
    box.git(path, 'add', 'mine');
    hook(
      box,
      path,
      'pre-commit',
      `git diff --cached --name-only > "${box.dir}/seen"; ls >> "${box.dir}/seen"; sed -i s/Done/Formatted/ ${RECORD} && echo touched >> workstreams/x.md; git add .`,
    );
    hook(box, path, 'commit-msg', 'echo "Change-Id: 1" >> "$1"');
    const plan = commit ? handoffOf(ID) : { ...handoffOf(ID), files: handoffOf(ID).files.slice(0, 1) };
    const result = await applyPlan(project, world, plan, { commit: true, hooks: true });
    expect(result.notCommitted).toBeUndefined();
    expect(box.read(join(box.dir, 'seen')).split('\n')).not.toContain('mine');
    expect(box.read(join(box.dir, 'seen')).split('\n')).toContain(RECORD);
    expect(box.git(path, 'log', '-1', '--format=%B')).toContain('Change-Id: 1');
    expect(box.git(path, 'show', `HEAD:${RECORD}`)).toContain('Formatted.');
    expect(box.read(join(path, RECORD))).toContain('Formatted.');
    expect(box.git(path, 'ls-tree', '-r', '--name-only', 'HEAD')).not.toContain('x.md');
    expect(box.git(path, 'status', '--porcelain')).toBe('A  mine');
    expect(box.git(path, 'worktree', 'list').split('\n').length).toBe(1);
  }
});

test('a hook that says no: nothing is committed, and what it said is told', async () => {
  const box = sandbox();
  const { path, project, world } = await bench(box, flipRepo(box));
  hook(box, path, 'pre-commit', 'echo no tabs please >&2; exit 1');
  const result = await applyPlan(project, world, handoffOf(ID), { commit: true, hooks: true });
  expect(result.notCommitted).toEqual({ reason: 'hook', detail: 'no tabs please' });
  expect(box.git(path, 'log', '-1', '--format=%s')).toBe('Work');
  expect(box.read(join(path, RECORD))).toBe(session(ID));
});
