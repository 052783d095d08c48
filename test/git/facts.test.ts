import { chmodSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultBranch, upstreamOf } from '../../src/git/branch.ts';
import { isTrue, readConfig } from '../../src/git/config.ts';
import { discover } from '../../src/git/discover.ts';
import { commitsBetween, diffTotals, log } from '../../src/git/log.ts';
import { openObjects, readBlobs } from '../../src/git/objects.ts';
import { isAncestor, listRefs, mergeBase, refsContaining } from '../../src/git/refs.ts';
import { listRemotes, remoteUrl, webUrl } from '../../src/git/remote.ts';
import { namesOnRefs, pathsOnRefs } from '../../src/git/seek.ts';
import { status } from '../../src/git/status.ts';
import { diffTrees, entryAt, listTree } from '../../src/git/tree.ts';
import { sandbox } from '../support/sandbox.ts';

const STRANGE = 'a "quoted"\ttab\nline ✓.md';

test('status names what is staged, edited, deleted, of another mode, new; any file name', async () => {
  const box = sandbox();
  const path = box.repo('app');
  for (const name of ['staged', 'edited', 'gone', 'mode', STRANGE]) box.write(join(path, name), 'one\n');
  box.git(path, 'add', '.');
  box.git(path, 'commit', '-qm', 'files');
  for (const name of ['staged', 'edited', STRANGE]) box.write(join(path, name), 'two\n');
  box.git(path, 'add', 'staged');
  chmodSync(join(path, 'mode'), 0o755);
  rmSync(join(path, 'gone'));
  box.write(join(path, 'new/file'), 'x');
  const repo = await discover(path, box.env);
  const found = await status(repo, [], { untracked: 'all' });
  expect(found).toMatchObject({ branch: 'main', detached: false, upstream: null, ahead: null });
  expect(found.head).toBe(box.git(path, 'rev-parse', 'HEAD'));
  expect(found.untracked).toEqual(['new/file']);
  expect(found.entries.map(({ path, x, y }) => [path, x + y])).toEqual([
    [STRANGE, '.M'],
    ['edited', '.M'],
    ['gone', '.D'],
    ['mode', '.M'],
    ['staged', 'M.'],
  ]);
  expect(found.entries.find(({ path }) => path === 'mode')?.modeWork).toBe('100755');
  expect((await status(repo, ['ed*ted'])).entries).toEqual([]);
});

test('status knows renames, conflicts, the upstream, and a repository without a commit', async () => {
  const box = sandbox();
  const path = box.repo('app');
  box.git(box.dir, 'clone', '-q', path, 'clone');
  const clone = join(box.dir, 'clone');
  renameSync(join(clone, 'README.md'), join(clone, 'READ ME.md'));
  box.git(clone, 'add', '-A');
  const repo = await discover(clone, box.env);
  expect(await status(repo, [], { renames: true })).toMatchObject({
    upstream: 'origin/main',
    ahead: 0,
    behind: 0,
    entries: [{ path: 'READ ME.md', origPath: 'README.md', x: 'R' }],
  });
  box.git(clone, 'commit', '-qm', 'mine');
  box.write(join(path, 'README.md'), 'theirs\n');
  box.git(path, 'commit', '-qam', 'theirs');
  box.write(join(clone, 'READ ME.md'), 'mine\n');
  box.git(clone, 'commit', '-qam', 'mine');
  box.git(clone, 'fetch', '-q');
  expect(await status(repo)).toMatchObject({ ahead: 2, behind: 1 });
  expect(() => box.git(clone, 'merge', 'origin/main')).toThrow('Command failed');
  expect((await status(repo)).entries.some((entry) => entry.unmerged)).toBe(true);
  const fresh = await discover(box.repo('fresh', { commit: false }), box.env);
  expect(await status(fresh)).toMatchObject({ head: null, branch: 'main', entries: [] });
});

test('a log is read right whatever its messages say', async () => {
  const box = sandbox();
  const path = box.repo('app');
  const evil = `${'a'.repeat(40)}\n\n:100644 100644 ${'0'.repeat(40)} ${'1'.repeat(40)} M\n1\t2\tfile`;
  box.write(join(path, STRANGE), 'one\ntwo\n');
  box.git(path, 'add', '.');
  box.git(path, 'commit', '-qm', evil);
  box.git(path, 'commit', '-q', '--allow-empty', '-m', 'Hand off\n\nBody.\n\nCanon-Session: RT-260511-01');
  box.git(path, 'config', 'log.showSignature', 'true');
  const repo = await discover(path, box.env);
  const commits = await log(repo, { files: true, lines: true });
  expect(commits.map(({ subject }) => subject)).toEqual(['Hand off', 'a'.repeat(40), 'Start']);
  expect(commits[0]).toMatchObject({
    sessions: ['RT-260511-01'],
    files: [],
    authorEmail: 'roman@example.com',
  });
  expect(commits[1]?.message.trimEnd()).toBe(evil);
  expect(commits[1]?.files).toMatchObject([{ path: STRANGE, status: 'A', oldMode: '000000' }]);
  expect(commits[1]?.lines).toEqual([{ path: STRANGE, added: 2, removed: 0 }]);
  expect(commits[0]?.authored).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
  const between = await commitsBetween(repo, commits[2]?.oid ?? '', 'HEAD');
  expect(between.map(({ oid }) => oid)).toEqual([commits[0]?.oid, commits[1]?.oid]);
  expect(await log(repo, { revs: ['no-such-branch'] })).toEqual([]);
  expect(await log(await discover(box.repo('fresh', { commit: false }), box.env))).toEqual([]);
  expect(await diffTotals(repo, null, 'HEAD')).toEqual({ files: 2, insertions: 3, deletions: 0 });
  expect(await diffTotals(repo, null, 'HEAD', (name) => name === STRANGE)).toMatchObject({ files: 1 });
});

test('objects are read through one process, binary and large ones whole', async () => {
  const box = sandbox();
  const path = box.repo('app');
  const text = `${'Ж\0\n'.repeat(400_000)}`;
  box.write(join(path, 'deep/er/big'), text);
  box.write(join(path, `deep/${STRANGE}`), 'strange');
  box.git(path, 'add', '.');
  box.git(path, 'commit', '-qm', 'big');
  const repo = await discover(path, box.env);
  const blobs = await readBlobs(repo, ['HEAD:README.md', 'HEAD:nope', 'HEAD:deep/er/big', 'HEAD:deep']);
  expect(blobs.map((blob) => blob?.toString('utf8').length)).toEqual([6, undefined, text.length, undefined]);
  expect(blobs[2]?.toString('utf8')).toBe(text);
  const objects = openObjects(repo);
  try {
    const tree = (await objects.get('HEAD^{tree}'))?.oid ?? '';
    expect((await entryAt(objects, tree, `deep/${STRANGE}`))?.mode).toBe('100644');
    expect((await entryAt(objects, tree, 'deep/er'))?.mode).toBe('40000');
    expect(await entryAt(objects, tree, 'deep/er/big/x')).toBeUndefined();
    expect(await objects.get('HEAD:a\nHEAD:b')).toBeUndefined();
  } finally {
    objects.close();
  }
  expect((await listTree(repo, 'HEAD', ['deep'])).map(({ path }) => path)).toEqual([
    `deep/${STRANGE}`,
    'deep/er/big',
  ]);
  expect((await diffTrees(repo, 'HEAD~', 'HEAD')).map(({ path, status }) => [path, status])).toEqual([
    [`deep/${STRANGE}`, 'A'],
    ['deep/er/big', 'A'],
  ]);
});

test('the default branch: configured, the remote says, main or master, the current one', async () => {
  const box = sandbox();
  const hub = box.repo('hub');
  box.git(hub, 'branch', '-m', 'trunk');
  const path = join(box.dir, 'clone');
  box.git(box.dir, 'clone', '-q', hub, 'clone');
  box.git(path, 'checkout', '-qb', 'main');
  const repo = await discover(path, box.env);
  expect(await defaultBranch(repo, 'release')).toBe('release');
  expect(await defaultBranch(repo)).toBe('trunk');
  box.git(path, 'remote', 'rename', 'origin', 'upstream');
  expect(await defaultBranch(repo)).toBe('trunk');
  box.git(path, 'remote', 'set-head', 'upstream', '--delete');
  expect(await defaultBranch(repo)).toBe('main');
  box.git(path, 'branch', '-m', 'work');
  expect(await defaultBranch(repo)).toBe('work');
  const fresh = await discover(box.repo('fresh', { commit: false }), box.env);
  expect(await defaultBranch(fresh)).toBe('main');
});

test('upstream, ancestry, and who has a commit', async () => {
  const box = sandbox();
  const hub = box.repo('hub');
  box.git(box.dir, 'clone', '-q', hub, 'clone');
  const path = join(box.dir, 'clone');
  const repo = await discover(path, box.env);
  const base = box.git(path, 'rev-parse', 'HEAD');
  box.git(path, 'commit', '-q', '--allow-empty', '-m', 'more');
  const tip = box.git(path, 'rev-parse', 'HEAD');
  expect(await upstreamOf(repo, 'main')).toEqual({
    remote: 'origin',
    merge: 'refs/heads/main',
    tracking: 'refs/remotes/origin/main',
    oid: base,
  });
  expect(await upstreamOf(repo, 'other')).toBeUndefined();
  expect(await isAncestor(repo, base, tip)).toBe(true);
  expect(await isAncestor(repo, tip, base)).toBe(false);
  expect(await mergeBase(repo, tip, base)).toBe(base);
  expect(await refsContaining(repo, tip)).toEqual(['refs/heads/main']);
  expect((await listRefs(repo)).map(({ name }) => name)).toContain('refs/remotes/origin/main');
});

test('names and paths on every branch, also remote-tracking ones and detached work trees', async () => {
  const box = sandbox();
  const hub = box.repo('hub');
  const add = (at: string, file: string): void => {
    box.write(join(at, file), file);
    box.git(at, 'add', '.');
    box.git(at, 'commit', '-qm', file);
  };
  add(hub, 'docs/sessions/RT-260511-01.md');
  box.git(hub, 'checkout', '-qb', 'far');
  add(hub, 'docs/sessions/2026/05/RT-260511-02.md');
  box.git(hub, 'checkout', '-q', 'main');
  box.git(box.dir, 'clone', '-q', hub, 'clone');
  const path = join(box.dir, 'clone');
  box.git(path, 'checkout', '-qb', 'side');
  add(path, 'docs/sessions/RT-260511-03.md');
  box.git(path, 'checkout', '-q', 'main');
  box.git(path, 'worktree', 'add', '-q', '--detach', join(box.dir, 'wt'));
  add(join(box.dir, 'wt'), 'docs/sessions/RT-260511-04.md');
  const repo = await discover(path, box.env);
  expect([...(await namesOnRefs(repo, ['docs/sessions/', 'nope']))].sort()).toEqual([
    'RT-260511-01.md',
    'RT-260511-02.md',
    'RT-260511-03.md',
    'RT-260511-04.md',
  ]);
  const asked = [
    'docs/sessions/2026/05/RT-260511-02.md',
    'docs/sessions/RT-260511-09.md',
    'x\ny',
    'README.md',
  ];
  expect([...(await pathsOnRefs(repo, asked))].sort()).toEqual(['README.md', asked[0]]);
  const fresh = await discover(box.repo('fresh', { commit: false }), box.env);
  expect(await namesOnRefs(fresh, ['docs/sessions'])).toEqual(new Set());
});

test('the remote in a browser, never with credentials', async () => {
  const box = sandbox();
  const path = box.repo('app');
  mkdirSync(join(box.dir, 'x'));
  box.git(path, 'remote', 'add', 'b', box.dir);
  box.git(path, 'remote', 'add', 'origin', 'gh:canon/canon.git');
  box.git(path, 'config', 'url.git@github.com:.insteadOf', 'gh:');
  const repo = await discover(path, box.env);
  expect(await listRemotes(repo)).toEqual(['origin', 'b']);
  expect(webUrl((await remoteUrl(repo, 'origin')) ?? '')).toBe('https://github.com/canon/canon');
  expect(await remoteUrl(repo, 'none')).toBeUndefined();
});

test.each([
  ['https://user:token@example.com:8443/a/b.git', 'https://example.com:8443/a/b'],
  ['ssh://git@example.com:2222/a/b.git', 'https://example.com/a/b'],
  ['git@git.example.com:a/b/c.git/', 'https://git.example.com/a/b/c'],
  ['/srv/git/a.git', undefined],
  ['file:///srv/a.git', undefined],
  ['../a.git', undefined],
  ['C:\\repos\\a', undefined],
  ['https://example.com/a b?javascript:', undefined],
])('the web address of %s', (url, expected) => {
  expect(webUrl(url)).toBe(expected);
});

test('configuration: the last value wins, a key without value is true', async () => {
  const box = sandbox();
  const path = box.repo('app');
  box.git(path, 'config', '--add', 'a.b', 'one\ntwo');
  box.git(path, 'config', '--add', 'a.b', 'three');
  box.write(join(path, '.git/config'), `${box.read(join(path, '.git/config'))}[commit]\n\tgpgSign\n`);
  const config = await readConfig(await discover(path, box.env));
  expect(config.get('a.b')).toBe('three');
  expect(isTrue(config.get('commit.gpgsign'))).toBe(true);
  expect([isTrue(undefined), isTrue('off'), isTrue('1')]).toEqual([false, false, true]);
});
