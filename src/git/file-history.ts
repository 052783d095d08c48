import type { Repo } from './discover.ts';

/** What a commit did to a file. */
export interface FileChange {
  readonly what: 'added' | 'changed' | 'renamed' | 'removed';
  /** Relative to the top of the repository; of a renamed file its new name. */
  readonly path: string;
  /** Of a renamed file. */
  readonly from?: string;
  /** Of one that was changed: its object before and after. */
  readonly blobs?: readonly [before: string, after: string];
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

// Told from names of files by their place: no field of these holds a NUL.
const FORMAT =
  '--format=%x01%H%x00%m%x00%P%x00%aI%x00%an%x00%ae%x00%s%x00%(trailers:key=Canon-Session,valueonly,separator=%x2C)';
const FIELDS = 8;
const WHAT: Readonly<Record<string, FileChange['what']>> = { A: 'added', D: 'removed', R: 'renamed' };

const RAW = /^\n?:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*$/;

/** The same answer whatever somebody has configured. */
const ARGS = [
  'log',
  '-z',
  '--encoding=UTF-8',
  '--no-color',
  '--no-show-signature',
  '--no-notes',
  '--no-mailmap',
  '--no-follow',
  '-M',
  '-l1000',
  '--raw',
  '--no-abbrev',
  FORMAT,
];

/**
 * The commits that changed files below some folders, the newest first, renames found: one process for all.
 * @param folders relative to the top of the repository
 * @param head the commit from which they are reached
 */
export async function fileHistory(
  repo: Repo,
  folders: readonly string[],
  head: string,
): Promise<HistoryCommit[]> {
  const out = await repo.git.bytes([...ARGS, head, '--', ...folders]);
  return [...readLog(out.toString('utf8'))].map(({ commit }) => commit);
}

/**
 * What has come on top of a commit: with the commits before it, exactly what `fileHistory` finds from `head`. Undefined
 * where that cannot be said: the two have parted, something was merged, or git has forgotten the older one.
 */
export async function extendHistory(
  repo: Repo,
  folders: readonly string[],
  since: string,
  head: string,
): Promise<HistoryCommit[] | undefined> {
  const all = ['--left-right', '--full-history', '--sparse', `${since}...${head}`, '--', ...folders];
  const { code, stdout } = await repo.git.run([...ARGS, ...all], { ok: [0, 128] });
  if (code !== 0) return undefined;
  const found: HistoryCommit[] = [];
  let below = head;
  for (const { side, parents, commit } of readLog(stdout)) {
    // One after the other, each on top of the next.
    if (side !== '>' || parents.length !== 1 || commit.sha !== below) return undefined;
    below = parents[0] ?? '';
    if (commit.files.length > 0) found.push(commit);
  }
  return below === since ? found : undefined;
}

interface Logged {
  readonly side: string;
  readonly parents: readonly string[];
  readonly commit: HistoryCommit;
}

// Fields and then names, all ended by NUL; before the first name git puts a newline.
function* readLog(out: string): Generator<Logged> {
  const tokens = out.split('\0');
  for (let at = 0; at < tokens.length;) {
    if (!tokens[at]?.startsWith('\u0001')) {
      at += 1;
      continue;
    }
    const [
      sha = '',
      side = '',
      parents = '',
      when = '',
      author = '',
      email = '',
      subject = '',
      session = '',
    ] = tokens.slice(at, at + FIELDS);
    at += FIELDS;
    const files: FileChange[] = [];
    for (;;) {
      // `:100644 100644 <oid> <oid> M`
      const [, before = '', after = '', letter = ''] = RAW.exec(tokens[at] ?? '') ?? [];
      if (letter === '') break;
      const path = tokens[at + 1] ?? '';
      at += 2;
      const what = WHAT[letter] ?? 'changed';
      if (what === 'changed' && letter !== 'C') files.push({ what, path, blobs: [before, after] });
      else if (letter !== 'R' && letter !== 'C') files.push({ what, path });
      else {
        const to = tokens[at] ?? '';
        at += 1;
        files.push(letter === 'R' ? { what: 'renamed', path: to, from: path } : { what: 'added', path: to });
      }
    }
    const commit = { sha: sha.slice(1), at: when, author, email, subject, session: session.trim(), files };
    yield { side, parents: parents.split(' ').filter(Boolean), commit };
  }
}
