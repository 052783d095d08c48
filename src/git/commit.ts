import type { Repo } from './discover.ts';
import type { Env } from './env.ts';
import { isTrue } from './config.ts';
import { readHead, zeroOid } from './head.ts';
import { lockedFile } from './lock-file.ts';
import { type NewObject, objectId } from './object-id.ts';
import { writeObjects } from './write-objects.ts';

export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  /** Keeps an author where a commit is made anew; otherwise the user's own name, e-mail and now. */
  readonly author?: { readonly name: string; readonly email: string; readonly date: string };
}

/** Who commits here, and how. */
export interface Committer {
  /** `commit.gpgsign` (which `commit-tree` does not read by itself). */
  readonly sign: boolean;
  /** `Name <mail> seconds zone`; absent where the user has not said who they are: git must decide then. */
  readonly author?: string;
  readonly committer?: string;
}

/** The user's identity and whether they sign, with one process. */
export async function committerOf(repo: Repo): Promise<Committer> {
  const { stdout } = await repo.git.run(['var', '-l']);
  const values = new Map<string, string>();
  for (const line of stdout.split('\n')) {
    const equals = line.indexOf('=');
    values.set(equals < 0 ? line : line.slice(0, equals), equals < 0 ? 'true' : line.slice(equals + 1));
  }
  const sign = isTrue(values.get('commit.gpgsign'));
  const said = (who: 'author' | 'committer', part: 'name' | 'email'): boolean =>
    [
      repo.git.env[`GIT_${who}_${part}`.toUpperCase()],
      part === 'email' ? repo.git.env['EMAIL'] : undefined,
      values.get(`${who}.${part}`),
      values.get(`user.${part}`),
    ].some(Boolean);
  const ident = (who: 'author' | 'committer'): string | undefined => {
    const text = values.get(`GIT_${who.toUpperCase()}_IDENT`) ?? '';
    const sure = said(who, 'name') && said(who, 'email') && /^\S.* <[^<>\s]+> \d+ [+-]\d{4}$/.test(text);
    return sure ? text : undefined;
  };
  const [author, committer] = [ident('author'), ident('committer')];
  return author !== undefined && committer !== undefined ? { sign, author, committer } : { sign };
}

/**
 * Writes a commit, together with the objects it brings, and answers its id. Nothing points to it yet. One
 * process, as long as nobody has to be asked for a signature or guessed.
 */
export async function writeCommit(
  repo: Repo,
  objects: readonly NewObject[],
  commit: NewCommit,
  by: Committer,
): Promise<string> {
  if (by.sign || by.author === undefined || by.committer === undefined) {
    await writeObjects(repo, objects);
    return commitTree(repo, commit, by.sign);
  }
  const { author } = commit;
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${author ? `${author.name} <${author.email}> ${author.date}` : by.author}`,
    `committer ${by.committer}`,
    '',
    commit.message,
  ];
  const object: NewObject = { type: 'commit', bytes: Buffer.from(lines.join('\n'), 'utf8') };
  await writeObjects(repo, [...objects, object]);
  return objectId(repo.objectFormat, object);
}

async function commitTree(repo: Repo, commit: NewCommit, sign: boolean): Promise<string> {
  const { author } = commit;
  const env: Env = author
    ? {
        GIT_AUTHOR_NAME: author.name,
        GIT_AUTHOR_EMAIL: author.email,
        GIT_AUTHOR_DATE: `@${author.date}`,
      }
    : {};
  const { stdout } = await repo.git.run(
    [
      '-c',
      'i18n.commitEncoding=UTF-8',
      'commit-tree',
      ...(sign ? ['-S'] : []),
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
export type Refused =
  | { readonly why: 'lost' }
  /** Another git has the branch or HEAD locked, or died with it locked: the lock's file. */
  | { readonly why: 'locked'; readonly file: string }
  | { readonly why: 'failed'; readonly stderr: string };

/**
 * Moves the branch that HEAD is on from `from` (null: no commit yet) to `to`, if it still stands there:
 * git's own compare-and-swap. Undefined when it moved; `lost` when somebody else was there first.
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
  if ((await readHead(repo)).oid !== from) return { why: 'lost' };
  const file = lockedFile(stderr);
  if (file !== undefined) return { why: 'locked', file };
  // Moved and moved back, or the lock was gone when git came to say so.
  const lost = /cannot lock ref/.test(stderr) && !/Unable to create/.test(stderr);
  return lost ? { why: 'lost' } : { why: 'failed', stderr: stderr.trim() };
}
