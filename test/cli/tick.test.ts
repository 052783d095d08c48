import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tick } from '../../src/cli/tick/tick.ts';
import type { Outcome } from '../../src/cli/command.ts';
import type { TickRequest } from '../../src/cli/tick/tick.ts';
import { makeLook } from '../../src/cli/output/look.ts';
import { openProject } from '../../src/store/project.ts';
import { OPERATORS, worldOf } from '../support/project.ts';
import { remembered } from '../support/remembered.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';

const FLIP = 'workstreams/flip.md';
const TASKS = `- [x] P1. Done by Sergei — [SK-260510-01](../docs/sessions/SK-260510-01.md), 1234567
- [ ] P2. One
- [ ] P3. Two
- [ ] P3. Two again
- [x] by hand`;

function repoOf(box: Sandbox, config = ''): string {
  remembered(box, ['app'], `tick ${config}`, () => {
    const path = box.repo('app');
    box.write(join(path, '.canon/config.yaml'), `format: 1\n${config}`);
    box.write(join(path, '.canon/operators.yaml'), OPERATORS);
    box.write(
      join(path, FLIP),
      `---\ntitle: Flip\nowner: roman\nstatus: active\nkind: workstream\n---\n# Flip\n\n## Tasks\n\n${TASKS}\n`,
    );
    box.git(path, 'add', '.');
    box.git(path, 'commit', '-qm', 'Work');
  });
  return join(box.dir, 'app');
}

interface Told {
  readonly data: { session: string | null; commit: string | null; tasks_done: number; tasks_total: number };
  readonly codes: readonly string[];
}

async function run(
  box: Sandbox,
  cwd: string,
  name: string,
  more: Partial<TickRequest> & { host?: string } = {},
): Promise<Outcome & Told> {
  const { host, ...request } = more;
  const world = worldOf(box, cwd, { env: host === undefined ? {} : { CLAUDE_CODE_SESSION_ID: host } });
  const project = await openProject(world, undefined, { readOnly: more.dryRun === true });
  const outcome = await tick(project, world, {
    ref: 'flip',
    name,
    wish: 'done',
    reason: '',
    rev: undefined,
    force: false,
    operator: undefined,
    commit: true,
    dryRun: false,
    progress: { say: () => {}, stop: () => {} },
    ...request,
  });
  return {
    ...outcome,
    data: outcome.data as Told['data'],
    codes: (outcome.diagnostics ?? []).map(({ code }) => code),
  };
}

test('a tick links the session and the newest commit that is not canon’s, and commits that line alone', async () => {
  const box = sandbox();
  const repo = repoOf(box);
  const work = box.git(repo, 'rev-parse', '--short=7', 'HEAD');
  box.write(join(repo, FLIP), `${box.read(join(repo, FLIP))}\nA line of mine.\n`);
  const first = await run(box, repo, 'p2', { host: 'h1' });
  expect(first).toMatchObject({
    exit: 0,
    codes: ['tick-claimed'],
    data: {
      session: 'RT-260511-01',
      tasks_done: 3,
      tasks_total: 5,
      commit: box.git(repo, 'rev-parse', 'HEAD'),
    },
  });
  const link = '[RT-260511-01](../docs/sessions/RT-260511-01.md)';
  expect(box.git(repo, 'show', '--format=%s|%(trailers:only)', '-U0', 'HEAD', '--', FLIP)).toContain(
    `+- [x] P2. One — ${link}, ${work}`,
  );
  expect(box.git(repo, 'log', '-1', '--format=%B')).toBe('Tick P2 of flip\n\nCanon-Session: RT-260511-01\n');
  expect(box.git(repo, 'diff', '--stat', FLIP)).toContain('2 insertions');
  // HEAD is canon's own by now, and no evidence of anything.
  const second = await run(box, repo, '3', { host: 'h1' });
  expect(second).toMatchObject({ codes: [], data: { session: 'RT-260511-01' } });
  expect(box.read(join(repo, FLIP))).toContain(`- [x] P3. Two — ${link}, ${work}\n- [ ] P3. Two again`);
  expect(first.human(makeLook(false))).toContain('flip: 3 of 5 done, next P3');
});

test('what this session has done it may say twice and take back; what another has done is refused and named', async () => {
  const box = sandbox();
  const repo = repoOf(box);
  const before = box.read(join(repo, FLIP));
  await run(box, repo, 'P2', { host: 'h1' });
  const head = box.git(repo, 'rev-parse', 'HEAD');
  expect(await run(box, repo, 'P2', { host: 'h1' })).toMatchObject({
    exit: 0,
    codes: ['tick-same'],
    data: { commit: null },
  });
  await expect(run(box, repo, 'P2', { host: 'h2' })).rejects.toMatchObject({
    code: 'E_TICK_DONE_BY',
    line: 12,
    data: { by: ['RT-260511-01'] },
  });
  await expect(run(box, repo, 'P2', { host: 'h2', wish: 'open' })).rejects.toMatchObject({
    code: 'E_TICK_FOREIGN',
  });
  await expect(run(box, repo, 'P1', { host: 'h1', wish: 'open' })).rejects.toMatchObject({
    code: 'E_TICK_FOREIGN',
  });
  expect(box.git(repo, 'rev-parse', 'HEAD')).toBe(head);
  expect(await run(box, repo, 'P2', { host: 'h1', wish: 'open' })).toMatchObject({ exit: 0 });
  expect(box.read(join(repo, FLIP))).toBe(before);
  expect(await run(box, repo, 'P2', { host: 'h1', wish: 'open' })).toMatchObject({ codes: ['tick-same'] });
  await run(box, repo, 'P1', { wish: 'open', force: true });
  expect(box.read(join(repo, FLIP))).toContain('- [ ] P1. Done by Sergei\n');
  expect(box.git(repo, 'status', '--porcelain')).toBe('');
});

test('a task is dropped for a reason, does not count any more, and can be taken up again', async () => {
  const box = sandbox();
  const repo = repoOf(box);
  const dropped = await run(box, repo, 'P2', { wish: 'dropped', reason: 'the claim\nsolves it' });
  expect(dropped).toMatchObject({ data: { session: null, tasks_done: 2, tasks_total: 4 } });
  expect(box.read(join(repo, FLIP))).toContain('- [-] P2. One — dropped: the claim solves it\n');
  expect(box.git(repo, 'log', '-1', '--format=%B')).toBe('Drop P2 of flip\n\nCanon-Session: none\n');
  await expect(run(box, repo, 'P2')).rejects.toMatchObject({
    code: 'E_TICK_DROPPED',
    data: { reason: 'the claim solves it' },
  });
  await expect(run(box, repo, 'P1', { wish: 'dropped', reason: 'x' })).rejects.toMatchObject({
    code: 'E_TICK_DROP_DONE',
  });
  await run(box, repo, 'P2', { wish: 'open' });
  expect(box.read(join(repo, FLIP))).toContain('- [ ] P2. One\n');
});

test('a name that no task has, or two have, and a commit that is not there change nothing and claim nothing', async () => {
  const box = sandbox();
  const repo = repoOf(box);
  await expect(run(box, repo, 'P4')).rejects.toMatchObject({
    code: 'E_TASK_UNKNOWN',
    data: { ids: ['P1', 'P2', 'P3', 'P3', '#5'] },
  });
  await expect(run(box, repo, 'P3')).rejects.toMatchObject({
    code: 'E_TASK_AMBIGUOUS',
    data: { candidates: ['#3  line 13: Two', '#4  line 14: Two again'] },
  });
  await expect(run(box, repo, 'P2', { rev: 'no-such' })).rejects.toMatchObject({ code: 'E_TICK_COMMIT' });
  const dry = await run(box, repo, 'P2', { dryRun: true });
  expect(dry).toMatchObject({ exit: 0, data: { session: 'RT-260511-01', commit: null, tasks_done: 3 } });
  expect(box.git(repo, 'status', '--porcelain')).toBe('');
  // No id was claimed by any of these.
  expect(await run(box, repo, 'P2', { commit: false })).toMatchObject({
    data: { session: 'RT-260511-01', commit: null },
  });
  expect(box.git(repo, 'status', '--porcelain')).toBe(` M ${FLIP}`);
});

test('a tick by hand gets its evidence, also in a repository with a folder for each month', async () => {
  const box = sandbox();
  const repo = repoOf(box, 'sessions: { layout: month }\n');
  const told = await run(box, repo, '5', { rev: 'HEAD' });
  const work = box.git(repo, 'rev-parse', '--short=7', 'HEAD~1');
  expect(box.read(join(repo, FLIP))).toContain(
    `- [x] by hand — [RT-260511-01](../docs/sessions/2026/05/RT-260511-01.md), ${work}\n`,
  );
  expect(told.codes).toEqual(['tick-claimed']);
});

test('two terminals tick neighbouring tasks, and both ticks land', async () => {
  const box = sandbox();
  const repo = repoOf(box);
  const [one, two] = await Promise.all([
    box.built(repo, ['tick', 'flip', 'P2'], { env: { CLAUDE_CODE_SESSION_ID: 'h1' } }),
    box.built(repo, ['tick', 'flip', '3', '--json'], { env: { CODEX_SESSION_ID: 'h2' } }),
  ]);
  expect([one.code, two.code]).toEqual([0, 0]);
  expect(JSON.parse(two.stdout)).toMatchObject({ schema: 'canon.tick/1', data: { changed: [{ line: 13 }] } });
  expect(box.git(repo, 'show', `HEAD:${FLIP}`)).toMatch(
    /- \[x\] P2\. One — \[RT-.+\n- \[x\] P3\. Two — \[RT-/,
  );
  expect(box.git(repo, 'status', '--porcelain')).toBe('');
  // A handoff takes the id that was claimed for its session.
  const id = /RT-\d{6}-\d\d/.exec(/P2\. One.*/.exec(box.read(join(repo, FLIP)))?.[0] ?? '')?.[0];
  const handed = await box.canon(repo, ['handoff', '--quick', 'P2', '--json'], {
    env: { CLAUDE_CODE_SESSION_ID: 'h1' },
  });
  expect(JSON.parse(handed.stdout)).toMatchObject({ data: { id } });
});

test('ticks of one person at once link to one session', async () => {
  const box = sandbox();
  const repo = repoOf(box);
  await Promise.all(['P2', '3', '4'].map((task) => run(box, repo, task)));
  const ticked = box.git(repo, 'show', `HEAD:${FLIP}`).match(/^- \[x\] .*\[RT-.*$/gm) ?? [];
  expect(ticked).toHaveLength(3);
  expect(new Set(ticked.map((line) => /RT-\d{6}-\d\d/.exec(line)?.[0])).size).toBe(1);
});

test('what is asked for wrongly is refused before anything is read', async () => {
  const box = sandbox();
  const repo = repoOf(box);
  const asked = async (...words: string[]): Promise<string> => {
    const ran = await box.canon(repo, ['tick', 'flip', 'P2', ...words]);
    expect(ran.code).toBe(2);
    return /\((E_\w+)\)/.exec(ran.stderr.replaceAll('\n', ' '))?.[1] ?? ran.stderr;
  };
  expect(await asked('--drop')).toBe('E_TICK_REASON');
  expect(await asked('--drop', '--undo')).toBe('E_TICK_BOTH');
});
