import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { discover } from '../../src/git/discover.ts';
import { entriesIn } from '../../src/git/index-bytes.ts';
import { readIndex } from '../../src/git/index-file.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';

const LONG = `deep/${'x'.repeat(200)}/${'y'.repeat(200)}/${'z'.repeat(180)}.md`;
const PATHS = ['a', 'b.md', 'c/ä.md', 'flagged', 'left-out', 'intended', 'nowhere', 'x.sh', LONG];

/** A repository whose index has one of everything. */
function full(box: Sandbox, ...init: string[]): string {
  const repo = join(box.dir, 'r');
  box.git(box.dir, 'init', '-q', ...init, repo);
  for (const name of PATHS) if (name !== 'nowhere') box.write(join(repo, name), `${name}\n`);
  for (let at = 0; at < 40; at += 1) box.write(join(repo, `many/${'n'.repeat(at)}.txt`), `${at}\n`);
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'All');
  box.git(repo, 'rm', '-q', '--cached', 'intended');
  box.git(repo, 'add', '-N', 'intended');
  box.git(repo, 'update-index', '--chmod=+x', 'x.sh');
  box.git(repo, 'update-index', '--assume-unchanged', 'flagged');
  box.git(repo, 'update-index', '--skip-worktree', 'left-out');
  return repo;
}

const bytesOf = (repo: string): Buffer => readFileSync(join(repo, '.git/index'));

/** The same by git: asked for all, it is. */
async function byGit(box: Sandbox, repo: string): Promise<unknown[]> {
  const all = await readIndex(await discover(repo, box.env));
  return all.filter(({ path }) => PATHS.includes(path));
}

test.each([
  [[], 20],
  [['--object-format=sha256'], 32],
] as const)('reads entries as git does: flags, modes, any name (%s)', async (init, oidBytes) => {
  const box = sandbox();
  const repo = full(box, ...init);
  const found = entriesIn(bytesOf(repo), PATHS, oidBytes);
  expect(found).toHaveLength(PATHS.length - 1);
  expect(found).toEqual(await byGit(box, repo));
  // Asked for many, most of which are not there: names as long as these, and in any order.
  const none = PATHS.flatMap((path) => Array.from({ length: 20 }, (_, at) => path.slice(0, -1) + `b${at}`));
  const cut = PATHS.flatMap((path) =>
    Array.from({ length: 20 }, (_, at) => `${at}`.padEnd(path.length, '~')),
  );
  expect(entriesIn(bytesOf(repo), [...none, ...cut, ...PATHS.toReversed()], oidBytes)).toEqual(found);
});

test('reads the stages of a conflict', async () => {
  const box = sandbox();
  const repo = full(box);
  box.git(repo, 'reset', '-q', '--hard');
  box.git(repo, 'switch', '-qc', 'other');
  box.write(join(repo, 'a'), 'theirs\n');
  box.git(repo, 'commit', '-qam', 'Theirs');
  box.git(repo, 'switch', '-q', '-');
  box.write(join(repo, 'a'), 'ours\n');
  box.git(repo, 'commit', '-qam', 'Ours');
  expect(() => box.git(repo, 'merge', 'other')).toThrow(/CONFLICT|Command failed/);
  const found = entriesIn(bytesOf(repo), ['a'], 20);
  expect(found?.map(({ stage }) => stage)).toEqual([1, 2, 3]);
  expect(found).toEqual((await byGit(box, repo)).filter((one) => (one as { path: string }).path === 'a'));
});

test.each([
  ['compressed', ['update-index', '--index-version', '4']],
  ['split', ['update-index', '--split-index']],
])('leaves an index that is %s to git', async (_, args) => {
  const box = sandbox();
  const repo = full(box);
  box.git(repo, ...args);
  expect(entriesIn(bytesOf(repo), PATHS, 20)).toBeUndefined();
  expect(await readIndex(await discover(repo, box.env), PATHS)).toEqual(await byGit(box, repo));
});

test('leaves bytes that end too soon, or are none of an index, to git', () => {
  const box = sandbox();
  const bytes = bytesOf(full(box));
  for (let end = 0; end < bytes.length; end += 7) {
    expect(entriesIn(bytes.subarray(0, end), PATHS, 20)).toBeUndefined();
  }
  expect(entriesIn(Buffer.from('not an index at all, but a text'), PATHS, 20)).toBeUndefined();
});
