import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runChange } from '../../src/cli/changes/run-change.ts';
import { bench } from '../change/kit.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';
import { offplan, record } from './records.ts';

const TASKS = '# W\n\n## Tasks\n\n- [x] P0. a\n- [x] P1. b\n- [-] P2. c: nobody needs it\n- [ ] P3. d\n';

/** Three workstreams of one plan: one by its id, one by an alias, one that another has taken the place of. */
function counted(box: Sandbox): string {
  const repo = offplan(box);
  const workstream = (id: string, more: Record<string, string>): void => {
    const front = { title: id, owner: 'roman', status: 'active', ...more, kind: 'workstream' };
    box.write(join(repo, `workstreams/${id}.md`), record({ ...front, created: '2026-05-02' }, TASKS));
  };
  const plan = { title: 'Grow', owner: 'roman', status: 'ratified', aliases: '[bloom]', kind: 'plan' };
  box.write(join(repo, 'plans/grow.md'), record({ ...plan, created: '2026-05-01' }, '# Grow\n'));
  workstream('one', { plan: 'grow' });
  workstream('two', { plan: 'bloom' });
  workstream('old', { plan: 'grow', status: 'superseded', superseded_by: 'one' });
  return repo;
}

test('list, show, resume and the indexes count the same', async () => {
  const box = sandbox();
  const repo = counted(box);
  const json = async (...args: string[]): Promise<Record<string, unknown>> =>
    JSON.parse((await box.canon(repo, [...args, '--json'])).stdout).data;
  const [list, plan, one, dashboard] = await Promise.all([
    json('list'),
    json('show', 'grow'),
    json('show', 'workstream:one'),
    json('resume', '--all'),
    box.canon(repo, ['index']),
  ]);
  const whole = { tasks_done: 4, tasks_total: 6 };
  const part = { tasks_done: 2, tasks_total: 3 };
  const listed = (list['records'] as { id: string }[]).filter(({ id }) => id === 'grow' || id === 'one');
  expect(listed).toEqual([
    expect.objectContaining({ id: 'one', ...part }),
    expect.objectContaining({ id: 'grow', ...whole }),
  ]);
  expect(plan['record']).toMatchObject(whole);
  expect(one['record']).toMatchObject(part);
  expect(dashboard['own_workstreams']).toContainEqual(expect.objectContaining({ id: 'one', ...part }));
  expect(box.read(join(repo, 'plans/INDEX.md'))).toContain('| ratified | 4/6 | roman |');
  expect(box.read(join(repo, 'workstreams/INDEX.md'))).toContain('[one](one.md) |  | active | 2/3 | roman |');
  const shown = await box.canon(repo, ['show', 'grow']);
  expect(shown.stdout).toContain('plan · roman · ratified · 4/6 · 2026-05-01');
});

test('a change of a workstream brings the index of its plan along', async () => {
  const box = sandbox();
  const repo = counted(box);
  await box.canon(repo, ['index']);
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'Grow');
  const { world, project } = await bench(box, repo);
  const outcome = await runChange(
    project,
    world,
    {
      commit: { subject: 'Move two', trailers: [['Canon-Session', 'none']] },
      files: [
        {
          path: 'workstreams/two.md',
          edit: { op: 'set', values: [{ key: ['plan'], value: 'canonical-store' }] },
          expect: 'present',
        },
      ],
    },
    { dryRun: false, commit: true },
  );
  expect(outcome).toMatchObject({ exit: 0 });
  expect(box.git(repo, 'show', 'HEAD:plans/INDEX.md')).toContain('| ratified | 2/3 | roman |');
  expect(await box.canon(repo, ['index', '--check'])).toMatchObject({ code: 0 });
});
