import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applyPlan } from '../../src/change/apply.ts';
import type { ChangePlan } from '../../src/change/plan.ts';
import { pushBranch, type PushOptions, type PushResult } from '../../src/change/push.ts';
import { rewriteText } from '../../src/change/rewritten.ts';
import { remembered } from '../support/remembered.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';
import {
  bench,
  type Bench,
  flipRepo,
  handoffOf,
  indexed,
  logOf,
  recordOf,
  session,
  WORKSTREAM,
} from './kit.ts';

interface Pair {
  readonly hub: string;
  readonly roman: Bench;
  readonly sergei: Bench;
}

const EMAILS = { roman: ['Roman@Example.com'], sergei: ['sergei@example.com'] };

/** A bare remote and two operators' clones of it. */
async function pair(box: Sandbox): Promise<Pair> {
  const hub = join(box.dir, 'hub.git');
  remembered(box, ['seed', 'hub.git', 'roman', 'sergei'], 'pair', () => {
    box.git(box.dir, 'clone', '-q', '--bare', flipRepo(box, 'seed'), hub);
    for (const name of ['roman', 'sergei']) {
      box.git(box.dir, 'clone', '-q', hub, name);
      box.git(join(box.dir, name), 'config', 'user.email', `${name}@example.com`);
      box.git(join(box.dir, name), 'config', 'user.name', name);
    }
  });
  const opened = (name: keyof typeof EMAILS): Promise<Bench> => bench(box, join(box.dir, name));
  return { hub, roman: await opened('roman'), sergei: await opened('sergei') };
}

const handOff = ({ project, world }: Bench, plan: ChangePlan) =>
  applyPlan(project, world, plan, { commit: true, derive: indexed(project) });

const send = (
  { project, world }: Bench,
  who: keyof typeof EMAILS,
  options: Partial<PushOptions> & { policy?: 'branch' | 'own' } = {},
): Promise<PushResult> =>
  pushBranch(project, world, options.policy ?? 'branch', {
    emails: EMAILS[who],
    derive: indexed(project),
    renumber: async (id, taken) => {
      const next = `${id.slice(0, -2)}02`;
      expect(taken.has(id) && !taken.has(next)).toBe(true);
      return next;
    },
    ...options,
  });

const commitFile = (box: Sandbox, path: string, file: string, text: string, subject: string): string => {
  box.write(join(path, file), text);
  box.git(path, 'add', file);
  box.git(path, 'commit', '-qm', subject);
  return box.git(path, 'rev-parse', 'HEAD');
};

test('a handoff, and the ordinary commits of its operator, are pushed', async () => {
  const box = sandbox();
  const { hub, roman } = await pair(box);
  commitFile(box, roman.path, 'src/new.txt', 'new\n', 'Code');
  const { commit } = await handOff(roman, handoffOf('RT-260511-01'));
  const held = await send(roman, 'roman', { policy: 'own' });
  expect(held).toMatchObject({ pushed: false, reason: 'others', upstream: 'origin/main' });
  expect(held.pushed ? [] : held.unpushed.map(({ whose, commit }) => [whose, commit.subject])).toEqual([
    ['operator', 'Code'],
    ['canon', 'Hand off RT-260511-01'],
  ]);
  expect(await send(roman, 'roman')).toEqual({ pushed: true, commits: 2, upstream: 'origin/main' });
  expect(box.git(hub, 'rev-parse', 'main')).toBe(commit);
  expect(await send(roman, 'roman')).toEqual({ pushed: true, commits: 0, upstream: 'origin/main' });
});

test("somebody else's commit is not published; neither is one that only claims to be canon's", async () => {
  const box = sandbox();
  const { hub, roman } = await pair(box);
  const before = box.git(hub, 'rev-parse', 'main');
  box.git(roman.path, 'config', 'user.email', 'guest@example.com');
  commitFile(box, roman.path, 'src/new.txt', 'x', 'Code\n\nCanon-Session: RT-260511-01');
  const result = await send(roman, 'roman');
  expect(result).toMatchObject({ pushed: false, reason: 'others', unpushed: [{ whose: 'somebody' }] });
  expect(box.git(hub, 'rev-parse', 'main')).toBe(before);
});

test('no upstream, no remote, a detached HEAD, a deleted upstream, never', async () => {
  const box = sandbox();
  const { hub, roman } = await pair(box);
  const lonely = await bench(box, box.repo('lonely'));
  expect(await send(lonely, 'roman')).toMatchObject({ pushed: false, reason: 'no-upstream', upstream: null });
  expect(await pushBranch(roman.project, roman.world, 'never', { emails: [] })).toMatchObject({
    reason: 'never',
  });
  box.git(roman.path, 'checkout', '-qb', 'topic');
  expect(await send(roman, 'roman')).toMatchObject({ reason: 'no-upstream' });
  box.git(roman.path, 'push', '-q', '-u', 'origin', 'topic');
  box.git(hub, 'branch', '-D', 'topic');
  box.git(roman.path, 'fetch', '-q', '--prune');
  expect(await send(roman, 'roman')).toMatchObject({ reason: 'upstream-gone' });
  box.git(roman.path, 'checkout', '-q', '--detach');
  expect(await send(roman, 'roman')).toMatchObject({ reason: 'detached' });
});

test('the first push to an empty remote', async () => {
  const box = sandbox();
  box.git(box.dir, 'init', '-q', '--bare', 'empty.git');
  box.git(box.dir, 'clone', '-q', join(box.dir, 'empty.git'), 'first');
  const first = await bench(box, join(box.dir, 'first'));
  await handOff(first, { ...handoffOf('RT-260511-01'), files: [recordOf('RT-260511-01')] });
  expect(await send(first, 'roman')).toEqual({ pushed: true, commits: 1, upstream: 'origin/main' });
});

test('two clones hand off in the same workstream: both land, derived text holds both', async () => {
  const box = sandbox();
  const { hub, roman, sergei } = await pair(box);
  await handOff(roman, handoffOf('RT-260511-01'));
  const mine = await handOff(sergei, handoffOf('SK-260511-01'));
  expect((await send(roman, 'roman')).pushed).toBe(true);
  // What Sergei has open meanwhile is not his workstream's: it stays as it is.
  box.write(join(sergei.path, 'src/code.txt'), 'open\n');
  box.write(join(sergei.path, 'staged.txt'), 'staged\n');
  box.git(sergei.path, 'add', 'staged.txt');
  const result = await send(sergei, 'sergei');
  expect(result).toMatchObject({ pushed: true, commits: 1, replayed: { renumbered: [] } });
  const tip = box.git(hub, 'rev-parse', 'main');
  expect(result.replayed?.commits).toEqual({ [mine.commit ?? '']: tip });
  expect(box.git(hub, 'log', '--format=%s %an', 'main').split('\n').slice(0, 2)).toEqual([
    'Hand off SK-260511-01 sergei',
    'Hand off RT-260511-01 roman',
  ]);
  for (const id of ['RT-260511-01', 'SK-260511-01']) {
    expect(box.git(hub, 'show', 'main:docs/sessions/INDEX.md')).toContain(id);
    expect(box.git(hub, 'show', 'main:workstreams/flip.md')).toContain(`[${id}]`);
    expect(box.git(hub, 'show', `main:docs/sessions/${id}.md`)).toContain(id);
  }
  expect(box.git(sergei.path, 'rev-parse', 'HEAD')).toBe(tip);
  expect(box.git(sergei.path, 'status', '--porcelain').split('\n')).toEqual([
    ' M src/code.txt',
    'A  staged.txt',
  ]);
});

test('two clones that took one id: the later one gets the next, everywhere', async () => {
  const box = sandbox();
  const { hub, roman, sergei } = await pair(box);
  const id = 'RT-260511-01';
  await handOff(roman, handoffOf(id));
  await send(roman, 'roman');
  await handOff(sergei, { ...handoffOf(id), files: [recordOf(id, session(id, 'Other')), logOf(id)] });
  const more = 'RT-260511-07';
  await handOff(sergei, {
    ...handoffOf(more),
    files: [recordOf(more, `${session(more)}\nGoes on from [${id}](${id}.md).\n`), logOf(more)],
  });
  const result = await send(sergei, 'sergei');
  expect(result).toMatchObject({
    pushed: true,
    replayed: { renumbered: [{ from: id, to: 'RT-260511-02', path: 'docs/sessions/RT-260511-02.md' }] },
  });
  const show = (file: string): string => `${box.git(hub, 'show', `main:${file}`)}\n`;
  expect(show(`docs/sessions/${id}.md`)).toBe(session(id));
  expect(show('docs/sessions/RT-260511-02.md')).toBe(session('RT-260511-02', 'Other'));
  expect(show(`docs/sessions/${more}.md`)).toContain('[RT-260511-02](RT-260511-02.md)');
  expect(show('workstreams/flip.md').match(/\[RT-260511-0\d\]/g)).toEqual([
    '[RT-260511-07]',
    '[RT-260511-02]',
    '[RT-260511-01]',
  ]);
  expect(show('docs/sessions/INDEX.md').match(/RT-260511-0\d\]/g)?.length).toBe(3);
  expect(
    box.git(hub, 'log', '--format=%s|%(trailers:key=Canon-Session,valueonly,separator=%x2C)', '-2', 'main'),
  ).toBe('Hand off RT-260511-07|RT-260511-07\nHand off RT-260511-02|RT-260511-02');
  expect(box.git(sergei.path, 'status', '--porcelain')).toBe('');
  expect((await send({ ...sergei }, 'sergei')).pushed).toBe(true);
});

test('a tick that names a session before there is a record of it follows it to its new id', async () => {
  const box = sandbox();
  const { hub, roman, sergei } = await pair(box);
  const id = 'RT-260511-01';
  const tick = (task: string, position: number): ChangePlan => ({
    commit: { subject: `Tick ${task} of flip`, trailers: [['Canon-Session', id]] },
    files: [
      {
        path: 'workstreams/flip.md',
        edit: {
          op: 'task',
          task: { id: task, text: position === 1 ? 'One' : 'Two', position, twin: false },
          change: {
            to: 'done',
            evidence: { session: { id, href: `../docs/sessions/${id}.md` }, commit: null },
          },
        },
        expect: 'present',
      },
    ],
  });
  await handOff(roman, tick('P1', 1));
  await handOff(roman, handoffOf(id));
  await send(roman, 'roman');
  await handOff(sergei, tick('P2', 2));
  await handOff(sergei, handoffOf(id));
  expect(await send(sergei, 'sergei')).toMatchObject({ pushed: true });
  const link = (to: string): string => `[${to}](../docs/sessions/${to}.md)`;
  expect(box.git(hub, 'show', 'main:workstreams/flip.md')).toContain(
    `- [x] P1. One — ${link(id)}\n- [x] P2. Two — ${link('RT-260511-02')}\n`,
  );
});

test("the operator's own commits go along when their files are untouched upstream; recorded hashes follow", async () => {
  const box = sandbox();
  const { hub, roman, sergei } = await pair(box);
  await handOff(roman, handoffOf('RT-260511-01'));
  await send(roman, 'roman');
  const code = commitFile(box, sergei.path, 'src/more.txt', 'more\n', 'Code\n\nBody of it.');
  chmodSync(join(sergei.path, 'src/more.txt'), 0o755);
  box.git(sergei.path, 'commit', '-qam', 'Executable');
  const id = 'SK-260511-01';
  const record = `${session(id)}\nSee ${code.slice(0, 9)} and ${code}.\n`;
  await handOff(sergei, { ...handoffOf(id), files: [recordOf(id, record), logOf(id)] });
  const result = await send(sergei, 'sergei');
  expect(result).toMatchObject({ pushed: true, commits: 3 });
  const now = result.replayed?.commits[code] ?? '';
  expect(box.git(hub, 'log', '-1', '--format=%an %s%n%b', now)).toBe('sergei Code\nBody of it.\n');
  expect(box.git(hub, 'ls-tree', 'main', 'src/more.txt')).toMatch(/^100755/);
  expect(box.git(hub, 'show', `main:docs/sessions/${id}.md`)).toContain(`See ${now.slice(0, 9)} and ${now}.`);
  expect(box.git(sergei.path, 'status', '--porcelain')).toBe('');
});

test.each([
  ['conflict', (box: Sandbox, path: string) => commitFile(box, path, 'src/code.txt', 'mine\n', 'Mine')],
  [
    'shared',
    (box: Sandbox, path: string) => {
      commitFile(box, path, 'src/mine.txt', 'mine\n', 'Mine');
      box.git(path, 'branch', 'stacked');
    },
  ],
  [
    'merge',
    (box: Sandbox, path: string) => {
      box.git(path, 'checkout', '-qb', 'side');
      commitFile(box, path, 'src/side.txt', 'side\n', 'Side');
      box.git(path, 'checkout', '-q', 'main');
      box.git(path, 'merge', '-q', '--no-ff', '--no-edit', 'side');
      box.git(path, 'branch', '-d', '-q', 'side');
    },
  ],
  [
    'dirty',
    (box: Sandbox, path: string) => {
      box.write(join(path, 'src/code.txt'), 'open\n');
    },
  ],
])('%s: it stays local, nothing is changed, and it says what is in the way', async (reason, prepare) => {
  const box = sandbox();
  const { hub, roman, sergei } = await pair(box);
  commitFile(box, roman.path, 'src/code.txt', 'theirs\n', 'Theirs');
  await handOff(roman, handoffOf('RT-260511-01'));
  await send(roman, 'roman');
  const tip = box.git(hub, 'rev-parse', 'main');
  prepare(box, sergei.path);
  await handOff(sergei, handoffOf('SK-260511-01'));
  const before = [box.git(sergei.path, 'rev-parse', 'HEAD'), box.git(sergei.path, 'status', '--porcelain')];
  const result = await send(sergei, 'sergei');
  expect(result).toMatchObject({ pushed: false, reason });
  expect(result).not.toHaveProperty('replayed');
  expect(result.pushed ? '' : result.detail).toMatch(/src\/code\.txt|refs\/heads\/stacked|Merge branch/);
  expect([box.git(sergei.path, 'rev-parse', 'HEAD'), box.git(sergei.path, 'status', '--porcelain')]).toEqual(
    before,
  );
  expect(box.git(hub, 'rev-parse', 'main')).toBe(tip);
});

test('an untracked file in the place of one that comes from the remote keeps everything local', async () => {
  const box = sandbox();
  const { roman, sergei } = await pair(box);
  commitFile(box, roman.path, 'src/new.txt', 'theirs\n', 'New');
  box.git(roman.path, 'push', '-q');
  await handOff(sergei, handoffOf('SK-260511-01'));
  box.write(join(sergei.path, 'src/new.txt'), 'mine\n');
  expect(await send(sergei, 'sergei')).toMatchObject({ reason: 'dirty', detail: 'src/new.txt' });
  expect(box.read(join(sergei.path, 'src/new.txt'))).toBe('mine\n');
});

test('edits of a workstream that the remote has edited, too, are made in its version', async () => {
  const box = sandbox();
  const { hub, roman, sergei } = await pair(box);
  commitFile(
    box,
    roman.path,
    'workstreams/flip.md',
    WORKSTREAM.replace('roman', 'sergei').replace('— Earlier', '— Long ago'),
    'Edit',
  );
  box.git(roman.path, 'push', '-q');
  await handOff(sergei, {
    ...handoffOf('SK-260511-01'),
    files: [
      recordOf('SK-260511-01'),
      {
        path: 'workstreams/flip.md',
        edit: { op: 'set', values: [{ key: ['status'], value: 'done' }] },
        expect: 'present',
      },
      logOf('SK-260511-01'),
    ],
  });
  expect((await send(sergei, 'sergei')).pushed).toBe(true);
  const text = box.git(hub, 'show', 'main:workstreams/flip.md');
  expect(text).toContain('owner: sergei\nstatus: done');
  expect(text).toMatch(/\[SK-260511-01\][^\n]*\n- 2026-05-10 \[RT-260510-01\][^\n]*— Long ago/);
});

test('without the kept edits a replay merges texts, or leaves it to the person', async () => {
  const box = sandbox();
  const { hub, roman, sergei } = await pair(box);
  commitFile(box, roman.path, 'workstreams/flip.md', WORKSTREAM.replace('Ship it.', 'Ship soon.'), 'Edit');
  box.git(roman.path, 'push', '-q');
  await handOff(sergei, handoffOf('SK-260511-01'));
  rmSync(join(sergei.path, '.git/canon/unpushed'), { recursive: true });
  expect((await send(sergei, 'sergei')).pushed).toBe(true);
  expect(box.git(hub, 'show', 'main:workstreams/flip.md')).toMatch(/Ship soon\.[^]*SK-260511-01/);
  box.git(roman.path, 'pull', '-q');
  commitFile(box, roman.path, 'workstreams/flip.md', WORKSTREAM.replace('— Earlier', '— Theirs'), 'Edit');
  box.git(roman.path, 'push', '-q');
  await handOff(sergei, handoffOf('SK-260511-02'));
  rmSync(join(sergei.path, '.git/canon/unpushed'), { recursive: true });
  expect(await send(sergei, 'sergei')).toMatchObject({ reason: 'conflict', detail: 'workstreams/flip.md' });
});

test('a protected branch is asked once; an unreachable remote, and one that does not answer, are given up', async () => {
  const box = sandbox();
  const { hub, roman } = await pair(box);
  await handOff(roman, handoffOf('RT-260511-01'));
  const hook = join(hub, 'hooks/pre-receive');
  box.write(hook, `#!/bin/sh\necho asked >> "${box.dir}/asked"\necho main is protected >&2\nexit 1\n`);
  chmodSync(hook, 0o755);
  const refused = await send(roman, 'roman');
  expect(refused).toMatchObject({ pushed: false, reason: 'refused' });
  expect(refused.pushed ? '' : refused.detail).toContain('main is protected');
  expect(box.read(join(box.dir, 'asked'))).toBe('asked\n');
  box.write(hook, '#!/bin/sh\nexec sleep 20\n');
  expect(await send(roman, 'roman', { timeout: 300 })).toMatchObject({ reason: 'timeout' });
  rmSync(hook);
  box.git(roman.path, 'remote', 'set-url', 'origin', join(box.dir, 'nowhere.git'));
  expect(await send(roman, 'roman')).toMatchObject({ reason: 'unreachable' });
});

test('both push at the same moment: both land', async () => {
  const box = sandbox();
  const { hub, roman, sergei } = await pair(box);
  await Promise.all([handOff(roman, handoffOf('RT-260511-01')), handOff(sergei, handoffOf('SK-260511-01'))]);
  const results = await Promise.all([send(roman, 'roman'), send(sergei, 'sergei')]);
  expect(results.map(({ pushed }) => pushed)).toEqual([true, true]);
  expect(box.git(hub, 'rev-list', '--count', 'main')).toBe('4');
  expect(box.git(hub, 'show', 'main:docs/sessions/INDEX.md').match(/\[\w+-260511-01\]/g)?.length).toBe(2);
});

test('hashes and ids are replaced as whole words only', () => {
  const commits = new Map([['a'.repeat(40), 'b'.repeat(40)]]);
  const ids = new Map([['RT-260511-01', 'RT-260511-02']]);
  const text = `aaaaaaa ${'a'.repeat(40)} aaaaaa xaaaaaaaa RT-260511-01 RT-260511-011 RT-260511-01-x (RT-260511-01.md)`;
  expect(rewriteText(text, { ids, commits })).toBe(
    `bbbbbbb ${'b'.repeat(40)} aaaaaa xaaaaaaaa RT-260511-02 RT-260511-011 RT-260511-01-x (RT-260511-02.md)`,
  );
});
