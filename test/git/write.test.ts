import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { committerOf, moveHead, writeCommit } from '../../src/git/commit.ts';
import { discover } from '../../src/git/discover.ts';
import { editTree, type TreeEdit } from '../../src/git/edit-tree.ts';
import { objectId, type NewObject } from '../../src/git/object-id.ts';
import { openObjects } from '../../src/git/objects.ts';
import { type FileChange, rewriteTree } from '../../src/git/rewrite-tree.ts';
import { parseTree } from '../../src/git/tree.ts';
import { writeObjects } from '../../src/git/write-objects.ts';
import { sandbox } from '../support/sandbox.ts';

const blob = (text: string): NewObject => ({ type: 'blob', bytes: Buffer.from(text) });

test.each(['sha1', 'sha256'] as const)(
  'a rewritten tree is the one that git itself writes (%s)',
  async (format) => {
    const box = sandbox();
    const path = join(box.dir, 'app');
    box.git(box.dir, 'init', '-q', `--object-format=${format}`, 'app');
    for (const name of ['a', 'a.b', 'a-b/x', 'a/x', 'dir/deep/er/file', 'dir/other', 'ü', 'z']) {
      if (name !== 'a') box.write(join(path, name), name);
    }
    chmodSync(join(path, 'z'), 0o755);
    box.git(path, 'add', '.');
    box.git(path, 'commit', '-qm', 'files');
    const repo = await discover(path, box.env);
    const changes: [string, string | null][] = [
      ['a/new', 'one'],
      ['a/x', null],
      ['dir/deep/er/file', null],
      ['dir/other', 'changed'],
      ['fresh/folder/of/files', 'x'],
      ['big', 'Ж'.repeat(3_000_000)],
    ];
    const files = changes.map(([name, text]): FileChange => ({
      path: name,
      mode: '100644',
      oid: text === null ? null : objectId(format, blob(text)),
    }));
    const objects = openObjects(repo);
    const { tree, written } = await rewriteTree(
      objects,
      box.git(path, 'rev-parse', 'HEAD^{tree}'),
      files,
      format,
    );
    objects.close();
    await writeObjects(repo, [
      ...written,
      ...changes.flatMap(([, text]) => (text === null ? [] : [blob(text)])),
    ]);
    for (const [name, text] of changes) {
      if (text === null) rmSync(join(path, name));
      else {
        mkdirSync(join(path, name, '..'), { recursive: true });
        writeFileSync(join(path, name), text);
      }
    }
    box.git(path, 'add', '-A');
    expect(tree).toBe(box.git(path, 'write-tree'));
    const head = box.git(path, 'rev-parse', 'HEAD');
    const commit = await writeCommit(
      repo,
      [],
      { tree, parents: [head], message: 'Ж\n\nbody\n' },
      await committerOf(repo),
    );
    expect(await moveHead(repo, head, commit, 'commit: Ж')).toBeUndefined();
    expect(box.git(path, 'log', '-1', '--format=%B')).toBe('Ж\n\nbody\n');
    expect(box.git(path, 'status', '--porcelain')).toBe('');
    box.git(path, 'fsck', '--strict');
  },
);

test('a folder does not become a file, nor a file a folder', async () => {
  const box = sandbox();
  const path = box.repo('app');
  box.write(join(path, 'docs/x'), 'x');
  box.git(path, 'add', '.');
  box.git(path, 'commit', '-qm', 'docs');
  const repo = await discover(path, box.env);
  const tree = box.git(path, 'rev-parse', 'HEAD^{tree}');
  const objects = openObjects(repo);
  const oid = objectId('sha1', blob('x'));
  for (const name of ['docs', 'README.md/x']) {
    await expect(
      rewriteTree(objects, tree, [{ path: name, mode: '100644', oid }], 'sha1'),
    ).rejects.toMatchObject({ code: 'E_TREE_PATH' });
  }
  objects.close();
});

const name = fc.stringMatching(/^[a-c.\-0é]{1,4}$/).filter((text) => text !== '.' && text !== '..');
const entry = fc.record({ mode: fc.constantFrom('100644', '100755', '40000', '120000'), fill: fc.nat(255) });

test('an edited tree holds the other entries as they were, and all in order', () => {
  const oid = (fill: number): string => Buffer.alloc(20, fill).toString('hex');
  fc.assert(
    fc.property(
      fc.dictionary(name, entry),
      fc.dictionary(name, fc.option(entry)),
      (start: Record<string, { mode: string; fill: number }>, changes) => {
        const edit = (from: Record<string, { mode: string; fill: number } | null>): Map<string, TreeEdit> =>
          new Map(
            Object.entries(from).map(([key, value]) => [
              key,
              value && { mode: value.mode, oid: oid(value.fill) },
            ]),
          );
        const before = editTree(Buffer.alloc(0), edit(start), 20);
        const after = editTree(before, edit(changes), 20);
        const expected = Object.entries({ ...start, ...changes }).filter(([, value]) => value !== null);
        expect(after).toEqual(editTree(Buffer.alloc(0), edit(Object.fromEntries(expected)), 20));
        const keys = parseTree(after, 20).map(({ mode, name }) =>
          Buffer.from(mode === '40000' ? `${name}/` : name),
        );
        expect(keys).toEqual([...keys].sort(Buffer.compare));
        expect(keys.length).toBe(expected.length);
      },
    ),
  );
});

test('HEAD moves only from where it was thought to be', async () => {
  const box = sandbox();
  const path = box.repo('app', { commit: false });
  const repo = await discover(path, box.env);
  const tree = box.git(path, 'write-tree');
  const by = await committerOf(repo);
  const root = await writeCommit(repo, [], { tree, parents: [], message: 'root\n' }, by);
  expect(await moveHead(repo, null, root, 'first')).toBeUndefined();
  expect(await moveHead(repo, null, root, 'again')).toEqual({ why: 'lost' });
  const next = await writeCommit(repo, [], { tree, parents: [root], message: 'next\n' }, by);
  box.git(path, 'commit', '-q', '--allow-empty', '-m', 'somebody else');
  expect(await moveHead(repo, root, next, 'late')).toEqual({ why: 'lost' });
});

test('an identity is taken as git takes it; a user who has not said theirs is left to git', async () => {
  const box = sandbox();
  const path = box.repo('app');
  const repo = await discover(path, {
    ...box.env,
    GIT_AUTHOR_NAME: 'Жанна',
    GIT_AUTHOR_DATE: '1778500000 +0200',
  });
  const by = await committerOf(repo);
  expect(by.author).toBe('Жанна <roman@example.com> 1778500000 +0200');
  const tree = box.git(path, 'write-tree');
  const commit = { tree, parents: [], message: 'x\n', author: { name: 'A', email: 'a@b', date: '1 +0000' } };
  const fast = await writeCommit(repo, [], commit, by);
  const slow = await writeCommit(repo, [], commit, { sign: false });
  const facts = (oid: string): string =>
    box.git(path, 'log', '-1', '--format=%an %ae %ad %cn %ce %T %B', oid);
  expect(facts(fast)).toBe(facts(slow));
  box.git(path, 'fsck', '--strict');

  box.git(path, 'config', '--global', '--unset', 'user.email');
  expect(await committerOf(await discover(path, box.env))).toEqual({ sign: false });
  box.git(path, 'config', 'user.useConfigOnly', 'true');
  await expect(
    writeCommit(await discover(path, box.env), [], { tree, parents: [], message: 'x\n' }, { sign: false }),
  ).rejects.toMatchObject({ code: 'E_GIT_FAILED' });
});
