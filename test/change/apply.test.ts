import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applyPlan } from '../../src/change/apply.ts';
import { openProject } from '../../src/store/project.ts';
import { sandbox } from '../support/sandbox.ts';
import {
  bench,
  flipRepo,
  handoffOf,
  indexed,
  indexOf,
  logOf,
  others,
  recordOf,
  session,
  without,
  WORKSTREAM,
  workTree,
} from './kit.ts';

const ID = 'RT-260511-01';
const RECORD = `docs/sessions/${ID}.md`;
const INDEX = 'docs/sessions/INDEX.md';
const FLIP = 'workstreams/flip.md';
const LOG_LINE = `- 2026-05-11 [${ID}](../docs/sessions/${ID}.md) — Work\n`;
const OWN = [RECORD, INDEX, FLIP];

test('a handoff commits its record, the workstream line and the index, and leaves a clean tree clean', async () => {
  const box = sandbox();
  const { path, world, project } = await bench(box, flipRepo(box));
  const parent = box.git(path, 'rev-parse', 'HEAD');
  const result = await applyPlan(project, world, handoffOf(ID), { commit: true, derive: indexed(project) });
  expect(result).toMatchObject({
    commit: box.git(path, 'rev-parse', 'HEAD'),
    parent,
    skipped: [],
    leftAlone: [],
  });
  expect([...result.written].sort()).toEqual([RECORD, INDEX, FLIP].sort());
  expect(box.git(path, 'log', '-1', '--format=%B')).toBe(`Hand off ${ID}\n\nCanon-Session: ${ID}\n`);
  expect(box.git(path, 'show', '--format=', '--name-status', 'HEAD').split('\n')).toEqual([
    `A\t${INDEX}`,
    `A\t${RECORD}`,
    `M\t${FLIP}`,
  ]);
  // No content has to be looked at to see that nothing differs.
  expect(box.git(path, 'diff-files')).toBe('');
  expect(box.git(path, 'status', '--porcelain')).toBe('');
  expect(box.read(join(path, FLIP))).toBe(
    WORKSTREAM.replace('## Session Log\n\n', `## Session Log\n\n${LOG_LINE}`),
  );
  box.git(path, 'fsck', '--strict');
});

test('staged, edited, deleted, untracked, chmodded files of others are exactly as before', async () => {
  const box = sandbox();
  const path = flipRepo(box);
  for (const name of [
    'staged',
    'both',
    'gone',
    'unstaged-gone',
    'mode',
    'kept',
    'hidden',
    'assumed',
    'uncached',
  ]) {
    box.write(join(path, name), 'one\n');
  }
  symlinkSync('kept', join(path, 'link'));
  box.git(path, 'add', '.');
  box.git(path, 'commit', '-qm', 'files');
  box.write(join(path, 'staged'), 'two\n');
  box.write(join(path, 'both'), 'two\n');
  box.git(path, 'add', 'staged', 'both');
  box.write(join(path, 'both'), 'three\n');
  box.write(join(path, 'src/code.txt'), 'one\n2\nthree\n');
  box.git(path, 'rm', '-q', 'gone');
  box.git(path, 'rm', '-q', '--cached', 'uncached');
  rmSync(join(path, 'unstaged-gone'));
  chmodSync(join(path, 'mode'), 0o755);
  box.write(join(path, 'new/untracked'), 'x');
  box.write(join(path, 'intended'), 'y');
  box.git(path, 'add', '-N', 'intended');
  box.git(path, 'update-index', '--skip-worktree', 'hidden');
  box.git(path, 'update-index', '--assume-unchanged', 'assumed');
  rmSync(join(path, 'hidden'));
  const { world, project } = await bench(box, path);
  const before = {
    index: indexOf(box, path),
    files: workTree(path),
    status: box.git(path, 'status', '--porcelain'),
  };
  const result = await applyPlan(project, world, handoffOf(ID), { commit: true, derive: indexed(project) });
  expect(result.commit).not.toBeNull();
  expect(others(indexOf(box, path), ...OWN)).toEqual(others(before.index, FLIP));
  expect(without(workTree(path), ...OWN)).toEqual(without(before.files, FLIP));
  expect(box.git(path, 'status', '--porcelain')).toBe(before.status);
  expect([...result.leftAlone].sort()).toEqual(
    [
      'both',
      'gone',
      'intended',
      'mode',
      'new/',
      'src/code.txt',
      'staged',
      'uncached',
      'unstaged-gone',
    ].sort(),
  );
});

test.each([
  ['far away', (text: string) => text.replace('Ship it.', 'Ship it soon.')],
  ['on the neighbouring line', (text: string) => text.replace('— Earlier', '— Earlier, and mine')],
  [
    'right where the line goes',
    (text: string) => text.replace('## Session Log\n', '## Session Log\n\nA note.\n'),
  ],
])("a person's edit in the same workstream file, %s, stays theirs", async (_, edit) => {
  for (const stage of ['staged', 'unstaged', 'staged and edited again'] as const) {
    const box = sandbox();
    const { path, world, project } = await bench(box, flipRepo(box));
    const mine = edit(WORKSTREAM);
    box.write(join(path, FLIP), mine);
    if (stage !== 'unstaged') box.git(path, 'add', '.');
    const again = stage === 'staged and edited again' ? mine.replace('P2. Two', 'P2. Two!') : mine;
    box.write(join(path, FLIP), again);
    const result = await applyPlan(project, world, handoffOf(ID), { commit: true });
    expect(result.leftAlone).toEqual([FLIP]);
    const withLine = (text: string): string => {
      const line = text.indexOf('- 2026-05-10');
      return text.slice(0, line) + LOG_LINE + text.slice(line);
    };
    expect(`${box.git(path, 'show', `HEAD:${FLIP}`)}\n`).toBe(withLine(WORKSTREAM));
    const staged = stage === 'unstaged' ? WORKSTREAM : mine;
    expect(`${box.git(path, 'show', `:${FLIP}`)}\n`).toBe(withLine(staged));
    expect(box.read(join(path, FLIP))).toBe(withLine(again));
  }
});

test('a staged and an unstaged deletion of the workstream stay deletions', async () => {
  for (const command of [['rm', '-q', FLIP], ['rm', '-q', '--cached', FLIP], undefined]) {
    const box = sandbox();
    const { path, world, project } = await bench(box, flipRepo(box));
    if (command) box.git(path, ...command);
    else rmSync(join(path, FLIP));
    const status = box.git(path, 'status', '--porcelain', FLIP);
    const result = await applyPlan(project, world, handoffOf(ID), { commit: true });
    expect(box.git(path, 'show', `HEAD:${FLIP}`)).toContain(ID);
    expect(box.git(path, 'status', '--porcelain', FLIP)).toBe(status);
    expect(result.skipped).toEqual([]);
  }
});

test('an executable workstream stays executable; a staged change of mode stays staged', async () => {
  const box = sandbox();
  const path = flipRepo(box);
  chmodSync(join(path, FLIP), 0o755);
  box.git(path, 'commit', '-qam', 'mode');
  const { world, project } = await bench(box, path);
  await applyPlan(project, world, handoffOf(ID), { commit: true });
  expect(box.git(path, 'ls-tree', 'HEAD', FLIP)).toMatch(/^100755 /);
  expect(box.git(path, 'status', '--porcelain')).toBe('');
  chmodSync(join(path, FLIP), 0o644);
  box.git(path, 'add', '.');
  await applyPlan(project, world, handoffOf('RT-260511-02'), { commit: true });
  expect(box.git(path, 'ls-tree', 'HEAD', FLIP)).toMatch(/^100755 /);
  expect(box.git(path, 'status', '--porcelain')).toBe(`M  ${FLIP}`);
  expect(box.git(path, 'diff', '--cached', '--numstat')).toBe(`0\t0\t${FLIP}`);
});

test('conflict stages in the index stay, and the file is not committed over them', async () => {
  const box = sandbox();
  const path = flipRepo(box);
  box.write(join(path, FLIP), WORKSTREAM.replace('Ship it.', 'Ship A.'));
  box.git(path, 'stash', '-q');
  box.write(join(path, FLIP), WORKSTREAM.replace('Ship it.', 'Ship B.'));
  box.git(path, 'commit', '-qam', 'B');
  expect(() => box.git(path, 'stash', 'pop', '-q')).toThrow('Command failed');
  const { world, project } = await bench(box, path);
  const before = { index: indexOf(box, path), files: workTree(path) };
  const result = await applyPlan(project, world, handoffOf(ID), { commit: true });
  expect(result.skipped).toContainEqual({ path: FLIP, why: 'conflict', where: 'commit' });
  expect(box.git(path, 'show', '--format=', '--name-only', 'HEAD')).toBe(RECORD);
  expect(others(indexOf(box, path), RECORD)).toEqual(before.index);
  expect(without(workTree(path), RECORD)).toEqual(before.files);
});

test('CRLF and a byte order mark in the workstream stay, in the commit and in a CRLF work tree', async () => {
  const box = sandbox();
  const path = flipRepo(box);
  const crlf = `\uFEFF${WORKSTREAM.replaceAll('\n', '\r\n')}`;
  box.write(join(path, FLIP), crlf);
  box.git(path, 'commit', '-qam', 'crlf');
  const { world, project } = await bench(box, path);
  await applyPlan(project, world, handoffOf(ID), { commit: true });
  const line = crlf.indexOf('- 2026-05-10');
  expect(box.read(join(path, FLIP))).toBe(
    crlf.slice(0, line) + LOG_LINE.replace('\n', '\r\n') + crlf.slice(line),
  );
  expect(box.git(path, 'status', '--porcelain')).toBe('');

  const other = flipRepo(box, 'windows');
  box.git(other, 'config', 'core.autocrlf', 'true');
  rmSync(join(other, FLIP));
  box.git(other, 'checkout', '-q', '--', FLIP);
  expect(box.read(join(other, FLIP))).toContain('\r\n');
  const windows = await bench(box, other);
  await applyPlan(windows.project, windows.world, handoffOf(ID), { commit: true });
  expect(box.git(other, 'show', `HEAD:${FLIP}`)).not.toContain('\r');
  expect(box.read(join(other, FLIP)).split('\r\n').length).toBe(WORKSTREAM.split('\n').length + 1);
  expect(box.git(other, 'status', '--porcelain')).toBe('');
});

test('a workstream made and never committed goes in whole if nobody has touched it', async () => {
  const box = sandbox();
  const { path, world, project } = await bench(box, flipRepo(box));
  const make = (slug: string) => ({
    commit: { subject: `New ${slug}`, trailers: [] },
    files: [
      {
        path: `workstreams/${slug}.md`,
        edit: { op: 'write' as const, text: WORKSTREAM },
        expect: 'absent' as const,
      },
    ],
  });
  box.write(join(path, 'workstreams/foreign.md'), WORKSTREAM);
  for (const slug of ['fresh', 'touched']) {
    const made = await applyPlan(project, world, make(slug), { commit: false });
    expect(made).toMatchObject({
      commit: null,
      notCommitted: { reason: 'asked' },
      written: [`workstreams/${slug}.md`],
    });
  }
  box.write(join(path, 'workstreams/touched.md'), WORKSTREAM.replace('Ship it.', 'Mine.'));
  const plan = handoffOf(
    ID,
    ['fresh', 'touched', 'foreign'].map((slug) => logOf(ID, slug)),
  );
  const result = await applyPlan(project, world, plan, { commit: true });
  expect(box.git(path, 'show', 'HEAD:workstreams/fresh.md')).toContain(ID);
  expect(result.skipped.map(({ path, why }) => [path, why])).toEqual([
    ['workstreams/touched.md', 'uncommitted'],
    ['workstreams/foreign.md', 'uncommitted'],
  ]);
  expect(box.git(path, 'status', '--porcelain', '-uall').split('\n')).toEqual([
    '?? workstreams/foreign.md',
    '?? workstreams/touched.md',
  ]);
  expect(result.leftAlone).toEqual(['workstreams/foreign.md', 'workstreams/touched.md']);
});

test('nothing to commit, a taken place, a path out of the repository', async () => {
  const box = sandbox();
  const { path, world, project } = await bench(box, flipRepo(box));
  const head = (await applyPlan(project, world, handoffOf(ID), { commit: true })).commit;
  expect(await applyPlan(project, world, { ...handoffOf(ID) }, { commit: true })).toMatchObject({
    commit: null,
    notCommitted: { reason: 'nothing' },
  });
  const other = { commit: { subject: 'x', trailers: [] }, files: [recordOf(ID, 'other')] };
  await expect(applyPlan(project, world, other, { commit: true })).rejects.toMatchObject({
    code: 'E_CHANGE_EXISTS',
  });
  await expect(applyPlan(project, world, other, { commit: false })).rejects.toMatchObject({
    code: 'E_CHANGE_EXISTS',
  });
  mkdirSync(join(box.dir, 'outside'));
  symlinkSync(join(box.dir, 'outside'), join(path, 'out'));
  for (const bad of [
    '../x.md',
    'a/../../x',
    '/etc/x',
    '.git/config',
    'a/.GIT/x',
    'a//b',
    'out/x.md',
    'a\\b',
  ]) {
    const plan = { commit: { subject: 'x', trailers: [] }, files: [{ ...recordOf(ID), path: bad }] };
    await expect(applyPlan(project, world, plan, { commit: true })).rejects.toMatchObject({
      code: 'E_CHANGE_PATH',
    });
  }
  expect(box.git(path, 'rev-parse', 'HEAD')).toBe(head);
});

test('the first commit of a repository; a sha256 one; a linked work tree; a shallow clone', async () => {
  const box = sandbox();
  const fresh = await bench(box, box.repo('fresh', { commit: false }));
  const plan = { commit: handoffOf(ID).commit, files: [recordOf(ID)] };
  box.write(join(fresh.path, 'mine'), 'mine\n');
  box.git(fresh.path, 'add', 'mine');
  const first = await applyPlan(fresh.project, fresh.world, plan, {
    commit: true,
    derive: indexed(fresh.project),
  });
  expect(first).toMatchObject({ parent: null, leftAlone: ['mine'] });
  expect(box.git(fresh.path, 'status', '--porcelain')).toBe('A  mine');
  expect(box.git(fresh.path, 'rev-list', '--count', 'main')).toBe('1');

  box.git(box.dir, 'init', '-q', '--object-format=sha256', 'long');
  const long = await bench(box, join(box.dir, 'long'));
  await applyPlan(long.project, long.world, plan, { commit: true });
  await applyPlan(long.project, long.world, { ...plan, files: [recordOf('RT-260511-02')] }, { commit: true });
  expect(box.git(long.path, 'status', '--porcelain')).toBe('');
  box.git(long.path, 'fsck', '--strict');

  const app = flipRepo(box);
  box.git(app, 'worktree', 'add', '-q', '-b', 'side', join(box.dir, 'linked'));
  const linked = await bench(box, join(box.dir, 'linked'));
  await applyPlan(linked.project, linked.world, handoffOf(ID), { commit: true });
  expect(box.git(linked.path, 'status', '--porcelain')).toBe('');
  expect(box.git(app, 'rev-parse', 'side')).not.toBe(box.git(app, 'rev-parse', 'main'));
  expect(box.git(app, 'status', '--porcelain')).toBe('');

  box.git(box.dir, 'clone', '-q', '--depth=1', `file://${app}`, 'shallow');
  const shallow = await bench(box, join(box.dir, 'shallow'));
  await applyPlan(shallow.project, shallow.world, handoffOf(ID), { commit: true });
  expect(box.git(shallow.path, 'status', '--porcelain')).toBe('');
});

test('a project below the top commits below it', async () => {
  const box = sandbox();
  const path = box.repo('mono');
  box.write(join(path, 'teams/offplan/.canon/config.yaml'), 'format: 1\n');
  box.write(join(path, 'teams/offplan/workstreams/flip.md'), WORKSTREAM);
  box.git(path, 'add', '.');
  box.git(path, 'commit', '-qm', 'mono');
  box.write(join(path, 'README.md'), 'mine\n');
  const { world, project } = await bench(box, join(path, 'teams/offplan'));
  expect(project.prefix).toBe('teams/offplan/');
  const result = await applyPlan(project, world, handoffOf(ID), { commit: true });
  expect(result.leftAlone).toEqual(['../../README.md']);
  expect(box.git(path, 'show', '--format=', '--name-only', 'HEAD').split('\n')).toEqual([
    `teams/offplan/${RECORD}`,
    `teams/offplan/${FLIP}`,
  ]);
  expect(box.git(path, 'status', '--porcelain')).toBe('M README.md'.padStart(12));
});

test.each([
  ['detached', ['checkout', '-q', '--detach']],
  ['bisect', ['bisect', 'start']],
])('%s: the record is written, not committed, and it says why', async (reason, command) => {
  const box = sandbox();
  const { path, world, project } = await bench(box, flipRepo(box));
  box.git(path, ...command);
  const head = box.git(path, 'rev-parse', 'HEAD');
  const index = indexOf(box, path);
  const result = await applyPlan(project, world, handoffOf(ID), { commit: true, derive: indexed(project) });
  expect(result).toMatchObject({ commit: null, written: [RECORD, FLIP], notCommitted: { reason } });
  expect(box.read(join(path, RECORD))).toBe(session(ID));
  expect(box.read(join(path, FLIP))).toContain(ID);
  expect(box.git(path, 'rev-parse', 'HEAD')).toBe(head);
  expect(indexOf(box, path)).toEqual(index);
});

test('in a rebase nothing is committed; afterwards what canon wrote is still its own to commit', async () => {
  const box = sandbox();
  const path = flipRepo(box);
  box.git(path, 'checkout', '-qb', 'side');
  box.write(join(path, 'src/code.txt'), 'side\n');
  box.git(path, 'commit', '-qam', 'side');
  box.git(path, 'checkout', '-q', 'main');
  box.write(join(path, 'src/code.txt'), 'main\n');
  box.git(path, 'commit', '-qam', 'main');
  expect(() => box.git(path, 'rebase', 'side')).toThrow('Command failed');
  const { world, project } = await bench(box, path);
  const result = await applyPlan(project, world, handoffOf(ID), { commit: true });
  expect(result.notCommitted).toEqual({ reason: 'rebase' });
  box.git(path, 'rebase', '--abort');
  const later = await applyPlan(project, world, handoffOf(ID), { commit: true });
  expect(later.commit).not.toBeNull();
  expect(box.git(path, 'status', '--porcelain')).toBe('');
});

test('what the inspection refuses stays in the work tree and never enters git', async () => {
  const box = sandbox();
  const { path, world, project } = await bench(box, flipRepo(box));
  const seen: string[] = [];
  const result = await applyPlan(project, world, handoffOf(ID), {
    commit: true,
    derive: indexed(project),
    inspect: async (files) => {
      for (const { path, before, text } of files)
        seen.push(`${path} ${before === null} ${text.includes(ID)}`);
      return 'a secret';
    },
  });
  expect(seen.sort()).toEqual([`${INDEX} true true`, `${RECORD} true true`, `${FLIP} false true`]);
  expect(result).toMatchObject({ commit: null, notCommitted: { reason: 'refused', detail: 'a secret' } });
  expect(box.read(join(path, RECORD))).toBe(session(ID));
  expect(box.git(path, 'count-objects', '-v').split('\n')[0]).toBe(
    `count: ${box.git(path, 'rev-list', '--objects', '--all').split('\n').length}`,
  );
});

test('commit.gpgsign signs; a signature that fails commits nothing and says so', async () => {
  const box = sandbox();
  const { path, world, project } = await bench(box, flipRepo(box));
  const gpg = join(box.dir, 'gpg.sh');
  writeFileSync(
    gpg,
    `#!/bin/sh\necho "$@" > "${box.dir}/called"\ncat > "${box.dir}/signed"\n[ -e "${box.dir}/no-key" ] && echo no key >&2 && exit 1\nprintf '\\n[GNUPG:] SIG_CREATED \\n' >&2\nprintf -- '-----BEGIN PGP SIGNATURE-----\\nfake\\n-----END PGP SIGNATURE-----\\n'\n`,
  );
  chmodSync(gpg, 0o755);
  box.git(path, 'config', 'gpg.program', gpg);
  box.git(path, 'config', 'commit.gpgsign', 'yes');
  box.git(path, 'config', 'user.signingkey', 'KEY');
  const { commit } = await applyPlan(project, world, handoffOf(ID), { commit: true });
  expect(box.read(join(box.dir, 'called'))).toContain('KEY');
  expect(box.git(path, 'cat-file', 'commit', commit ?? '')).toContain('gpgsig -----BEGIN PGP SIGNATURE-----');
  box.write(join(box.dir, 'no-key'), '');
  const failed = await applyPlan(project, world, handoffOf('RT-260511-02'), { commit: true });
  expect(failed.notCommitted).toMatchObject({ reason: 'failed' });
  expect(failed.notCommitted?.detail).toContain('gpg failed');
  expect(box.git(path, 'rev-parse', 'HEAD')).toBe(commit);
});

test('a split index, a sparse checkout and an untracked cache go on working', async () => {
  const box = sandbox();
  const path = flipRepo(box);
  for (const name of ['a', 'b', 'c']) box.write(join(path, `far/${name}`), name);
  box.git(path, 'add', '.');
  box.git(path, 'commit', '-qm', 'far');
  box.git(path, 'update-index', '--split-index');
  box.git(path, 'update-index', '--force-untracked-cache');
  box.write(join(path, 'staged'), 'x');
  box.git(path, 'add', 'staged');
  const { world, project } = await bench(box, path);
  await applyPlan(project, world, handoffOf(ID), { commit: true });
  expect(box.git(path, 'status', '--porcelain')).toBe('A  staged');
  box.git(path, 'update-index', '--no-split-index');
  box.git(path, 'reset', '-q', '--hard');
  box.git(path, 'sparse-checkout', 'init', '--cone');
  box.git(path, 'sparse-checkout', 'set', 'src');
  const hidden = indexOf(box, path).filter((entry) => entry.startsWith('S '));
  expect(hidden.length).toBeGreaterThan(3);
  const next = 'RT-260511-02';
  const result = await applyPlan(project, world, handoffOf(next), { commit: true });
  expect(result.commit).not.toBeNull();
  expect(box.git(path, 'show', `HEAD:${FLIP}`)).toContain(next);
  // The workstream is left out of this work tree, and stays out.
  expect(indexOf(box, path).filter((entry) => entry.startsWith('S ') && !entry.endsWith(FLIP))).toEqual(
    hidden.filter((entry) => !entry.endsWith(FLIP)),
  );
  expect(indexOf(box, path).find((entry) => entry.endsWith(FLIP))).toMatch(/^S /);
  expect(Object.keys(workTree(path))).not.toContain(FLIP);
  expect(box.git(path, 'status', '--porcelain')).toBe('');
});

test('a file changed within the tick of the index is still seen as changed', async () => {
  const box = sandbox();
  const { path, world, project } = await bench(box, flipRepo(box));
  for (let round = 0; round < 5; round += 1) {
    box.write(join(path, 'racy'), `staged ${round}\n`);
    box.git(path, 'add', 'racy');
    writeFileSync(join(path, 'racy'), `edited ${round}\n`);
    await applyPlan(project, world, handoffOf(`RT-260511-0${round + 1}`), { commit: true });
    expect(box.git(path, 'status', '--porcelain', 'racy')).toMatch(/^.M /);
  }
});

test("another process's index.lock is awaited and never removed", async () => {
  const box = sandbox();
  const { path, world, project } = await bench(box, flipRepo(box));
  const lock = join(path, '.git/index.lock');
  box.write(lock, 'somebody else');
  const head = box.git(path, 'rev-parse', 'HEAD');
  const result = await applyPlan(project, world, handoffOf(ID), { commit: true, indexWait: 5 });
  expect(result.notCommitted).toMatchObject({
    reason: 'index-locked',
    locks: { paths: ['.git/index.lock'] },
  });
  expect(readFileSync(lock, 'utf8')).toBe('somebody else');
  expect(box.git(path, 'rev-parse', 'HEAD')).toBe(head);
  rmSync(lock);
  expect((await applyPlan(project, world, handoffOf(ID), { commit: true })).commit).not.toBeNull();
});

test('a commit that somebody makes meanwhile stays; canon goes on top, derived text made anew', async () => {
  const box = sandbox();
  const { path, world, project } = await bench(box, flipRepo(box));
  let interfered = 0;
  const result = await applyPlan(project, world, handoffOf(ID), {
    commit: true,
    derive: indexed(project),
    onStep: (step) => {
      if (step !== 'built' || interfered++ > 0) return;
      box.write(join(path, 'docs/sessions/SK-260511-01.md'), session('SK-260511-01'));
      box.write(join(path, FLIP), WORKSTREAM.replace('Ship it.', 'Theirs.'));
      box.git(path, 'add', 'docs/sessions/SK-260511-01.md', FLIP);
      box.git(path, 'commit', '-qm', 'somebody else');
    },
  });
  expect(interfered).toBe(2);
  expect(box.git(path, 'rev-list', '--count', 'HEAD')).toBe('4');
  expect(result.parent).toBe(box.git(path, 'rev-parse', 'HEAD~'));
  expect(box.git(path, 'show', `HEAD:${INDEX}`)).toContain('SK-260511-01');
  expect(box.git(path, 'show', `HEAD:${FLIP}`)).toMatch(/Theirs\.[^]*RT-260511-01/);
  expect(box.git(path, 'status', '--porcelain')).toBe('');
});

test('two at once in one work tree both land', async () => {
  const box = sandbox();
  const { path, world, project } = await bench(box, flipRepo(box));
  const ids = ['RT-260511-01', 'RT-260511-02', 'RT-260511-03', 'RT-260511-04'];
  const again = await openProject(world);
  const results = await Promise.all(
    ids.map((id, at) =>
      applyPlan(at % 2 ? project : again, world, handoffOf(id), { commit: true, derive: indexed(project) }),
    ),
  );
  expect(new Set(results.map(({ commit }) => commit)).size).toBe(4);
  for (const id of ids) {
    expect(box.git(path, 'show', `HEAD:${INDEX}`)).toContain(id);
    expect(box.read(join(path, FLIP))).toContain(id);
  }
  expect(box.git(path, 'status', '--porcelain')).toBe('');
});
