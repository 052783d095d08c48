import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repo } from './discover.ts';

/** What a person is in the middle of. */
export type Operation = 'rebase' | 'am' | 'merge' | 'cherry-pick' | 'revert' | 'bisect';

// The same files that `git status` looks at; each work tree has its own.
const SIGNS: readonly (readonly [string, Operation])[] = [
  ['rebase-merge', 'rebase'],
  ['rebase-apply/applying', 'am'],
  ['rebase-apply', 'rebase'],
  ['MERGE_HEAD', 'merge'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
  ['sequencer', 'cherry-pick'],
  ['BISECT_LOG', 'bisect'],
];

/** The operation in progress in this work tree, if any. No process. */
export async function operationInProgress(repo: Repo): Promise<Operation | undefined> {
  const there = await Promise.all(
    SIGNS.map(([name]) =>
      stat(join(repo.gitDir, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return SIGNS[there.indexOf(true)]?.[1];
}

const HEADS: Partial<Readonly<Record<Operation, string>>> = {
  merge: 'MERGE_HEAD',
  'cherry-pick': 'CHERRY_PICK_HEAD',
  rebase: 'REBASE_HEAD',
};

/** The commit that an operation brings, the other side of its conflicts; undefined where git keeps no name of it. */
export async function otherSide(repo: Repo, operation: Operation | undefined): Promise<string | undefined> {
  const name = operation && HEADS[operation];
  if (name === undefined) return undefined;
  const { stdout } = await repo.git.run(['rev-parse', '--verify', '--quiet', `${name}^{commit}`], {
    ok: [0, 1, 128],
  });
  return stdout.trim() || undefined;
}
