import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runChange } from '../../src/cli/changes/run-change.ts';
import type { ChangePlan } from '../../src/change/plan.ts';
import { changeText } from '../../src/cli/output/change.ts';
import { makeLook } from '../../src/cli/output/look.ts';
import { bench, flipRepo } from '../change/kit.ts';
import { sandbox } from '../support/sandbox.ts';

const FLIP = 'workstreams/flip.md';

const set = (key: string, value: string, path = FLIP): ChangePlan => ({
  commit: { subject: `Set ${key}`, trailers: [['Canon-Session', 'none']] },
  files: [{ path, edit: { op: 'set', values: [{ key: [key], value }] }, expect: 'present' }],
});

test('a change is committed with the index that tells of it; the lines are those people have before them', async () => {
  const box = sandbox();
  const { path, world, project } = await bench(box, flipRepo(box));
  const before = box.read(join(path, FLIP));
  box.write(join(path, FLIP), `${before}\nA line of mine.\n`);
  const outcome = await runChange(project, world, set('priority', 'P1'), { dryRun: false, commit: true });
  expect(outcome).toMatchObject({ exit: 0, commit: box.git(path, 'rev-parse', 'HEAD') });
  expect(outcome.changed).toHaveLength(1);
  expect(outcome.changed[0]).toMatchObject({ path: FLIP, after: 'priority: P1' });
  expect(box.git(path, 'show', '--format=', '--name-only', 'HEAD')).toContain('workstreams/INDEX.md');
  expect(box.git(path, 'diff', FLIP)).toContain('+A line of mine.');
  expect(changeText(outcome, makeLook(false))).toContain('+ priority: P1');
});

test('a dry run and a secret change nothing', async () => {
  const box = sandbox();
  const { path, world, project } = await bench(box, flipRepo(box));
  const head = box.git(path, 'rev-parse', 'HEAD');
  const dry = await runChange(project, world, set('priority', 'P1'), { dryRun: true, commit: true });
  expect(dry).toMatchObject({ exit: 0, commit: null, changed: [{ after: 'priority: P1' }] });
  const key = ['ghp', '016C7c4f1b2a3d4e5f60718293a4b5c6d7e8'].join('_');
  const secret = await runChange(project, world, set('summary', key), { dryRun: false, commit: true });
  expect(secret).toMatchObject({
    exit: 2,
    commit: null,
    changed: [],
    diagnostics: [{ code: 'change-secret' }],
  });
  expect(box.git(path, 'rev-parse', 'HEAD')).toBe(head);
  expect(box.git(path, 'status', '--porcelain')).toBe('');
});

test('where git does not have a file yet and people have written in it, the change stands in the work tree', async () => {
  const box = sandbox();
  const { path, world, project } = await bench(box, flipRepo(box));
  const head = box.git(path, 'rev-parse', 'HEAD');
  box.write(join(path, 'workstreams/vault.md'), box.read(join(path, FLIP)));
  const plan = set('priority', 'P1', 'workstreams/vault.md');
  const outcome = await runChange(project, world, plan, { dryRun: false, commit: true });
  expect(outcome).toMatchObject({ exit: 0, commit: null, diagnostics: [{ code: 'change-uncommitted' }] });
  expect(box.read(join(path, 'workstreams/vault.md'))).toContain('priority: P1');
  const asked = await runChange(project, world, set('priority', 'P2'), { dryRun: false, commit: false });
  expect(asked).toMatchObject({ exit: 0, commit: null, diagnostics: [] });
  expect(box.git(path, 'rev-parse', 'HEAD')).toBe(head);
});
