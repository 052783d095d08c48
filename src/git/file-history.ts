import type { Repo } from './discover.ts';

/** What a commit did to a file. */
export interface FileChange {
  readonly what: 'added' | 'changed' | 'renamed' | 'removed';
  /** Relative to the top of the repository; of a renamed file its new name. */
  readonly path: string;
  /** Of a renamed file. */
  readonly from?: string;
}

/** A commit with the files it changed. */
export interface HistoryCommit {
  readonly sha: string;
  /** RFC 3339. */
  readonly at: string;
  readonly author: string;
  readonly email: string;
  readonly subject: string;
  /** Its `Canon-Session` trailer. */
  readonly session: string;
  readonly files: readonly FileChange[];
}

const FORMAT =
  '--format=%x01%H%x00%aI%x00%an%x00%ae%x00%s%x00%(trailers:key=Canon-Session,valueonly,separator=%x2C)';
const WHAT: Readonly<Record<string, FileChange['what']>> = { A: 'added', D: 'removed', R: 'renamed' };

/**
 * The commits that changed files below some folders, the newest first, renames found: one process for all. None on an
 * unborn branch.
 * @param folders relative to the top of the repository
 * @param since a commit: only what came after it
 */
export async function fileHistory(
  repo: Repo,
  folders: readonly string[],
  since?: string,
): Promise<HistoryCommit[]> {
  const range = since === undefined ? 'HEAD' : `${since}..HEAD`;
  const out = await repo.git.bytes(
    [
      'log',
      '-z',
      '--no-color',
      '--no-show-signature',
      '--no-notes',
      '-M',
      '--name-status',
      FORMAT,
      range,
      '--',
      ...folders,
    ],
    { ok: [0, 128] },
  );
  return out.toString('utf8').split('\u0001').slice(1).map(readCommit);
}

// Fields and then names, all ended by NUL; before the first name git puts a newline.
function readCommit(text: string): HistoryCommit {
  const [sha = '', at = '', author = '', email = '', subject = '', session = '', ...rest] = text.split('\0');
  const files: FileChange[] = [];
  for (let i = 0; i < rest.length; i += 1) {
    const letter = rest[i]?.trimStart().charAt(0) ?? '';
    if (letter === '') continue;
    const what = WHAT[letter] ?? 'changed';
    const path = rest[(i += 1)] ?? '';
    if (letter === 'R' || letter === 'C') {
      const to = rest[(i += 1)] ?? '';
      files.push(letter === 'R' ? { what, path: to, from: path } : { what: 'added', path: to });
    } else files.push({ what, path });
  }
  return { sha, at, author, email, subject, session, files };
}
