import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { finishInterrupted } from '../../src/change/finish.ts';
import { moveTo, obstacle } from '../../src/change/move.ts';
import { readNote, writeNote } from '../../src/change/note.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';
import { bench, type Bench, flipRepo, WORKSTREAM } from './kit.ts';

/** A repository at one commit, and another commit to go to: files edited, added, removed. */
async function twoCommits(box: Sandbox): Promise<Bench & { from: string; to: string }> {
  const path = flipRepo(box);
  const from = box.git(path, 'rev-parse', 'HEAD');
  box.write(join(path, 'workstreams/flip.md'), WORKSTREAM.replace('Ship it.', 'Shipped.'));
  box.write(join(path, 'docs/new.md'), 'new\n');
  box.git(path, 'rm', '-q', 'src/code.txt');
  box.git(path, 'add', '.');
  box.git(path, 'commit', '-qm', 'There');
  const to = box.git(path, 'rev-parse', 'HEAD');
  box.git(path, 'reset', '-q', '--hard', from);
  box.write(join(path, 'mine'), 'mine\n');
  box.git(path, 'add', 'mine');
  return { ...(await bench(box, path)), from, to };
}

test('branch, index and work tree move together; what is staged elsewhere stays', async () => {
  const box = sandbox();
  const { path, project, from, to } = await twoCommits(box);
  expect(await obstacle(project, from, to)).toBeUndefined();
  expect(await moveTo(project, 'main', from, to, 'test')).toBeUndefined();
  expect(box.git(path, 'rev-parse', 'HEAD')).toBe(to);
  expect(box.git(path, 'status', '--porcelain')).toBe('A  mine');
  expect(await readNote(project)).toBeUndefined();
});

test('a file edited since it was looked at takes everything back', async () => {
  const box = sandbox();
  const { path, project, from, to } = await twoCommits(box);
  box.write(join(path, 'src/code.txt'), 'edited\n');
  const unmoved = await moveTo(project, 'main', from, to, 'test');
  expect(unmoved).toMatchObject({ why: 'dirty', stderr: expect.stringContaining('src/code.txt') as string });
  expect(box.git(path, 'rev-parse', 'HEAD')).toBe(from);
  expect(box.git(path, 'status', '--porcelain')).toBe('A  mine\n M src/code.txt');
});

test('a move that was killed half way is finished', async () => {
  for (const killed of [
    'before the branch moved',
    'after it',
    'with half the files',
    'with all but the index',
  ]) {
    const box = sandbox();
    const { path, project, world, from, to } = await twoCommits(box);
    await writeNote(project, { version: 1, kind: 'move', branch: 'main', from, to });
    if (killed !== 'before the branch moved') box.git(path, 'update-ref', 'refs/heads/main', to);
    if (killed.startsWith('with')) box.write(join(path, 'docs/new.md'), 'new\n');
    if (killed === 'with all but the index') {
      box.write(join(path, 'workstreams/flip.md'), WORKSTREAM.replace('Ship it.', 'Shipped.'));
      rmSync(join(path, 'src/code.txt'));
    }
    await finishInterrupted(project, world);
    expect(box.git(path, 'status', '--porcelain'), killed).toBe('A  mine');
    expect(box.git(path, 'rev-parse', 'HEAD'), killed).toBe(killed.startsWith('before') ? from : to);
    expect(await readNote(project)).toBeUndefined();
  }
});
