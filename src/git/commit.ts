import type { Repo } from './discover.ts';
import type { Env } from './env.ts';
import { readHead, zeroOid } from './head.ts';

export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  /** Sign it, as `commit.gpgsign` wants (`commit-tree` does not read that setting by itself). */
  readonly sign: boolean;
  /** Keeps an author where a commit is made anew; otherwise the user's own name, e-mail and now. */
  readonly author?: { readonly name: string; readonly email: string; readonly date: string };
}

/** Writes a commit object and answers its id. Nothing points to it yet. */
export async function writeCommit(repo: Repo, commit: NewCommit): Promise<string> {
  const { author } = commit;
  const env: Env = author
    ? { GIT_AUTHOR_NAME: author.name, GIT_AUTHOR_EMAIL: author.email, GIT_AUTHOR_DATE: author.date }
    : {};
  const { stdout } = await repo.git.run(
    [
      '-c',
      'i18n.commitEncoding=UTF-8',
      'commit-tree',
      ...(commit.sign ? ['-S'] : []),
      ...commit.parents.flatMap((parent) => ['-p', parent]),
      '-F',
      '-',
      commit.tree,
    ],
    { input: commit.message, env },
  );
  return stdout.trim();
}

/** Why a ref did not move. */
export type Refused = { readonly lost: true } | { readonly lost: false; readonly stderr: string };

/**
 * Moves the branch that HEAD is on from `from` (null: no commit yet) to `to`, if it still stands there:
 * git's own compare-and-swap. Undefined when it moved; `lost` when somebody else was there first, or has
 * the ref locked right now.
 */
export async function moveHead(
  repo: Repo,
  from: string | null,
  to: string,
  reason: string,
): Promise<Refused | undefined> {
  const { code, stderr } = await repo.git.run(
    ['update-ref', '-m', reason.replaceAll(/\s+/g, ' '), 'HEAD', to, from ?? zeroOid(repo)],
    { ok: [0, 1, 128] },
  );
  if (code === 0) return undefined;
  const moved = (await readHead(repo)).oid !== from;
  return moved || /Unable to create|cannot lock ref|File exists/.test(stderr)
    ? { lost: true }
    : { lost: false, stderr: stderr.trim() };
}
