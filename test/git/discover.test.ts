import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { discover } from '../../src/git/discover.ts';
import { createGit } from '../../src/git/exec.ts';
import { readHead, resolveCommit } from '../../src/git/head.ts';
import { operationInProgress } from '../../src/git/operation.ts';
import { sandbox } from '../support/sandbox.ts';

test('finds the repository from a folder deep inside it', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  mkdirSync(join(repo, 'a/b c'), { recursive: true });
  const found = await discover(join(repo, 'a/b c'), box.env);
  expect(found).toMatchObject({ top: repo, gitDir: join(repo, '.git'), commonDir: join(repo, '.git') });
  expect(found.objectFormat).toBe('sha1');
});

test('a linked work tree has its own git folder and shares the common one', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  box.git(repo, 'worktree', 'add', '-q', '-b', 'side', join(box.dir, 'linked'));
  const found = await discover(join(box.dir, 'linked'), box.env);
  expect(found.top).toBe(join(box.dir, 'linked'));
  expect(found.gitDir).toBe(join(repo, '.git/worktrees/linked'));
  expect(found.commonDir).toBe(join(repo, '.git'));
  expect(await readHead(found)).toEqual({ oid: box.git(repo, 'rev-parse', 'main'), branch: 'side' });
});

test('a submodule is a repository of its own', async () => {
  const box = sandbox();
  const [outer, inner] = [box.repo('outer'), box.repo('inner')];
  box.git(outer, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'deps/inner');
  const found = await discover(join(outer, 'deps/inner'), box.env);
  expect(found.top).toBe(join(outer, 'deps/inner'));
  expect(found.gitDir).toBe(join(outer, '.git/modules/deps/inner'));
});

test('a folder without a repository, a bare one, and the inside of .git are refused', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  box.git(box.dir, 'init', '-q', '--bare', 'hub.git');
  mkdirSync(join(box.dir, 'plain'));
  await expect(discover(join(box.dir, 'plain'), box.env)).rejects.toMatchObject({ code: 'E_NO_REPOSITORY' });
  await expect(discover(join(box.dir, 'gone'), box.env)).rejects.toMatchObject({ code: 'E_NO_REPOSITORY' });
  await expect(discover(join(box.dir, 'hub.git'), box.env)).rejects.toMatchObject({
    code: 'E_BARE_REPOSITORY',
  });
  await expect(discover(join(repo, '.git/objects'), box.env)).rejects.toMatchObject({
    code: 'E_BARE_REPOSITORY',
  });
});

test('a gitfile that points nowhere says where it points', async () => {
  const box = sandbox();
  box.write(join(box.dir, 'lost/.git'), 'gitdir: /nowhere/at/all\n');
  await expect(discover(join(box.dir, 'lost'), box.env)).rejects.toMatchObject({
    code: 'E_NO_REPOSITORY',
    data: { gitfile: '/nowhere/at/all' },
  });
});

test('a linked work tree of a bare repository is a work tree', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  box.git(box.dir, 'clone', '-q', '--bare', repo, 'hub.git');
  box.git(join(box.dir, 'hub.git'), 'worktree', 'add', '-q', join(box.dir, 'wt'), 'main');
  expect((await discover(join(box.dir, 'wt'), box.env)).top).toBe(join(box.dir, 'wt'));
});

test('core.worktree moves the top', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  mkdirSync(join(box.dir, 'elsewhere'));
  box.git(repo, 'config', 'core.worktree', join(box.dir, 'elsewhere'));
  expect((await discover(repo, box.env)).top).toBe(join(box.dir, 'elsewhere'));
});

test('HEAD before the first commit, packed, and detached', async () => {
  const box = sandbox();
  const fresh = await discover(box.repo('fresh', { commit: false }), box.env);
  expect(await readHead(fresh)).toEqual({ oid: null, branch: 'main' });

  const path = box.repo('app');
  const repo = await discover(path, box.env);
  const oid = box.git(path, 'rev-parse', 'HEAD');
  box.git(path, 'branch', 'other-main');
  box.git(path, 'pack-refs', '--all');
  expect(await readHead(repo)).toEqual({ oid, branch: 'main' });
  box.git(path, 'checkout', '-q', '--detach');
  expect(await readHead(repo)).toEqual({ oid, branch: null });
  expect(await resolveCommit(repo, 'main')).toBe(oid);
  expect(await resolveCommit(repo, '--all')).toBeNull();
});

test('a sha256 repository', async () => {
  const box = sandbox();
  box.git(box.dir, 'init', '-q', '--object-format=sha256', 'long');
  box.git(join(box.dir, 'long'), 'commit', '-q', '--allow-empty', '-m', 'Start');
  const repo = await discover(join(box.dir, 'long'), box.env);
  expect(repo.objectFormat).toBe('sha256');
  expect((await readHead(repo)).oid).toMatch(/^[0-9a-f]{64}$/);
});

test('what is in progress is seen, in this work tree only', async () => {
  const box = sandbox();
  const path = box.repo('app');
  const repo = await discover(path, box.env);
  expect(await operationInProgress(repo)).toBeUndefined();
  box.write(join(path, 'README.md'), 'mine\n');
  box.git(path, 'commit', '-qam', 'mine');
  box.git(path, 'checkout', '-qb', 'side', 'HEAD~');
  box.write(join(path, 'README.md'), 'theirs\n');
  box.git(path, 'commit', '-qam', 'theirs');
  box.git(path, 'worktree', 'add', '-q', '--detach', join(box.dir, 'calm'));
  expect(() => box.git(path, 'merge', 'main')).toThrow('Command failed');
  expect(await operationInProgress(repo)).toBe('merge');
  box.git(path, 'merge', '--abort');
  expect(() => box.git(path, 'rebase', 'main')).toThrow('Command failed');
  expect(await operationInProgress(repo)).toBe('rebase');
  expect(await operationInProgress(await discover(join(box.dir, 'calm'), box.env))).toBeUndefined();
  box.git(path, 'rebase', '--abort');
  expect(() => box.git(path, 'cherry-pick', 'main')).toThrow('Command failed');
  expect(await operationInProgress(repo)).toBe('cherry-pick');
  box.git(path, 'cherry-pick', '--abort');
  box.git(path, 'bisect', 'start');
  expect(await operationInProgress(repo)).toBe('bisect');
});

test('variables of a calling hook do not lead git astray', async () => {
  const box = sandbox();
  const [app, other] = [box.repo('app'), box.repo('other')];
  const env = { ...box.env, GIT_DIR: join(other, '.git'), GIT_INDEX_FILE: '/nowhere', GIT_WORK_TREE: other };
  const repo = await discover(app, env);
  expect((await repo.git.run(['rev-parse', '--show-toplevel'])).stdout.trim()).toBe(app);
});

test('git that is missing, too old, or fails says so', async () => {
  const box = sandbox();
  const app = box.repo('app');
  await expect(createGit(app, { PATH: '/nowhere' }).run(['status'])).rejects.toMatchObject({
    code: 'E_GIT_MISSING',
  });
  await expect(createGit(app, box.env).run(['no-such-thing'])).rejects.toMatchObject({
    code: 'E_GIT_FAILED',
    data: { code: 1 },
  });
  box.write(
    join(box.dir, 'bin/git'),
    '#!/bin/sh\n[ "$1" = -c ] && shift 2\n[ "$1" = --version ] && echo git version 2.17.1 && exit 0\nexit 129\n',
  );
  box.git(box.dir, 'config', '--global', 'x.y', 'z');
  const { chmodSync } = await import('node:fs');
  chmodSync(join(box.dir, 'bin/git'), 0o755);
  await expect(
    createGit(app, { ...box.env, PATH: `${join(box.dir, 'bin')}:${box.env['PATH']}` }).run(['status']),
  ).rejects.toMatchObject({ code: 'E_GIT_TOO_OLD', data: { version: '2.17.1' } });
  rmSync(join(box.dir, 'bin'), { recursive: true });
});

test('a git that hangs is ended', async () => {
  const box = sandbox();
  const git = createGit(box.repo('app'), box.env);
  await expect(git.run(['-c', 'alias.wait=!sleep 30', 'wait'], { timeout: 50 })).rejects.toMatchObject({
    code: 'E_GIT_TIMEOUT',
  });
});
