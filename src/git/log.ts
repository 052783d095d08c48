import type { Repo } from './discover.ts';
import { rawChange, type TreeChange } from './tree.ts';

/** Lines that a commit adds and takes away in one file; null in a binary one. */
export interface LineCount {
  readonly path: string;
  readonly added: number | null;
  readonly removed: number | null;
}

/** What git knows of one commit. */
export interface CommitFacts {
  readonly oid: string;
  readonly parents: readonly string[];
  readonly authorName: string;
  readonly authorEmail: string;
  /** RFC 3339 with the author's offset. */
  readonly authored: string;
  readonly committed: string;
  readonly subject: string;
  /** The whole message. */
  readonly message: string;
  /** Values of its `Canon-Session` trailers. */
  readonly sessions: readonly string[];
  /** Files it changes against its (first) parent; empty for a merge. Only when asked for. */
  readonly files: readonly TreeChange[];
  readonly lines: readonly LineCount[];
}

export interface LogOptions {
  /** Revisions as `git log` takes them, each its own entry: `main`, `^origin/main`, `a..b`. Default HEAD. */
  readonly revs?: readonly string[];
  readonly max?: number;
  readonly paths?: readonly string[];
  /** Also which files each commit changes. */
  readonly files?: boolean;
  /** Also how many lines. */
  readonly lines?: boolean;
  readonly reverse?: boolean;
  /** No commit before its children, whatever their dates say. */
  readonly topo?: boolean;
  readonly firstParent?: boolean;
}

// Fields end in NUL, which no commit message can hold; so no message can pass for another commit.
const FIELDS = ['%H', '%P', '%an', '%ae', '%aI', '%cI', '%s', '%B'];
const TRAILER = '%(trailers:key=Canon-Session,valueonly,separator=%x2C)';
const FORMAT = `--format=${[...FIELDS, TRAILER].map((field) => `${field}%x00`).join('')}`;
const COUNT = FIELDS.length + 1;

/** Commits, newest first. An unborn HEAD, or a revision that is gone, is no commits. */
export async function log(repo: Repo, options: LogOptions = {}): Promise<CommitFacts[]> {
  const { stdout, code, stderr } = await repo.git.run(
    [
      'log',
      '-z',
      '--no-color',
      '--no-show-signature',
      '--no-notes',
      '--no-ext-diff',
      '--no-textconv',
      '--no-renames',
      '--encoding=UTF-8',
      FORMAT,
      ...(options.files ? ['--raw', '--no-abbrev'] : []),
      ...(options.lines ? ['--numstat'] : []),
      ...(options.max === undefined ? [] : [`--max-count=${options.max}`]),
      ...(options.reverse ? ['--reverse'] : []),
      ...(options.topo ? ['--topo-order'] : []),
      ...(options.firstParent ? ['--first-parent'] : []),
      '--end-of-options',
      ...(options.revs ?? ['HEAD']),
      '--',
      ...(options.paths ?? []),
    ],
    { ok: [0, 128] },
  );
  if (code === 0) return parseLog(stdout);
  if (/unknown revision|bad revision|does not have any commits|ambiguous argument/.test(stderr)) return [];
  // Anything else is a failure: ask again in the way that reports it.
  await repo.git.run(['log', '--max-count=1', '--end-of-options', ...(options.revs ?? ['HEAD']), '--']);
  return [];
}

/** Commits that `to` has and `from` has not (all of `to` without a `from`). */
export function commitsBetween(
  repo: Repo,
  from: string | null,
  to: string,
  options: LogOptions = {},
): Promise<CommitFacts[]> {
  return log(repo, { ...options, revs: from === null ? [to] : [to, `^${from}`] });
}

/** Reads the output of `log` above. Exported for its tests. */
export function parseLog(out: string): CommitFacts[] {
  const commits: CommitFacts[] = [];
  const tokens = out.split('\0');
  let at = 0;
  while (at < tokens.length) {
    if (!/^\n?[0-9a-f]{40,64}$/.test(tokens[at] ?? '')) {
      at += 1;
      continue;
    }
    const field = (index: number): string => tokens[at + index] ?? '';
    const files: TreeChange[] = [];
    const lines: LineCount[] = [];
    const commit: CommitFacts = {
      oid: field(0).trim(),
      parents: field(1).split(' ').filter(Boolean),
      authorName: field(2),
      authorEmail: field(3),
      authored: field(4),
      committed: field(5),
      subject: field(6),
      message: field(7),
      sessions: field(8).split(',').filter(Boolean),
      files,
      lines,
    };
    at = takeFiles(tokens, at + COUNT, files, lines);
    commits.push(commit);
  }
  return commits;
}

function takeFiles(tokens: string[], from: number, files: TreeChange[], lines: LineCount[]): number {
  let at = from;
  for (; at < tokens.length; at += 1) {
    const token = tokens[at] ?? '';
    const change = rawChange(token, tokens[at + 1] ?? '');
    const count = /^\n?(\d+|-)\t(\d+|-)\t([^]*)$/.exec(token);
    if (change) {
      files.push(change);
      at += 1;
    } else if (count) {
      const number = (text = '-'): number | null => (text === '-' ? null : Number(text));
      lines.push({ path: count[3] ?? '', added: number(count[1]), removed: number(count[2]) });
    } else if (token.trim() !== '') break;
  }
  return at;
}

export interface DiffTotals {
  readonly files: number;
  readonly insertions: number;
  readonly deletions: number;
}

/** Files and lines that differ between two commits (`from` null: everything in `to`), some paths left out. */
export async function diffTotals(
  repo: Repo,
  from: string | null,
  to: string,
  leaveOut: (path: string) => boolean = () => false,
): Promise<DiffTotals> {
  const old = from ?? (await emptyTree(repo));
  const args = ['diff-tree', '-r', '-z', '--numstat', '--no-renames', '--no-ext-diff', '--no-textconv'];
  const out = await repo.git.run([...args, old, to, '--']);
  const counts: LineCount[] = [];
  takeFiles(out.stdout.split('\0'), 0, [], counts);
  const kept = counts.filter(({ path }) => !leaveOut(path));
  return {
    files: kept.length,
    insertions: kept.reduce((sum, { added }) => sum + (added ?? 0), 0),
    deletions: kept.reduce((sum, { removed }) => sum + (removed ?? 0), 0),
  };
}

async function emptyTree(repo: Repo): Promise<string> {
  return (await repo.git.run(['hash-object', '-t', 'tree', '--stdin'])).stdout.trim();
}
