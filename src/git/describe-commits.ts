import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repo } from './discover.ts';

/** A commit in the words that records use, with what tells whose it is. */
export interface CommitSummary {
  readonly oid: string;
  /** Abbreviated as git does it for this repository: unambiguous now and for a good while. */
  readonly short: string;
  /** Abbreviated as well. */
  readonly parents: readonly string[];
  readonly authorEmail: string;
  /** RFC 3339. */
  readonly authored: string;
  readonly committed: string;
  readonly subject: string;
  /** Values of its `Canon-Session` trailers. */
  readonly sessions: readonly string[];
}

/** Lines that a commit adds to a file and takes from it; a binary file has none. */
export interface ChangedFile {
  readonly path: string;
  readonly added: number;
  readonly removed: number;
}

const TRAILERS = '%(trailers:key=Canon-Session,valueonly,separator=%x2C)';
const FIELDS = ['%H', '%h', '%p', '%ae', '%aI', '%cI', '%s', TRAILERS];

// The user's settings must not change what is printed.
const LOG = [
  '-c',
  'core.abbrev=auto',
  '-c',
  'log.showRoot=true',
  'log',
  '-z',
  '--no-color',
  '--no-show-signature',
  '--no-notes',
  '--no-ext-diff',
  '--no-textconv',
  '--no-renames',
  '--encoding=UTF-8',
];

/** The newest `most` commits of the history of a commit, or of several, that `not` has not, newest first. */
export async function recentCommits(
  repo: Repo,
  head: string | readonly string[],
  most: number,
  not?: string,
): Promise<CommitSummary[]> {
  const { stdout } = await repo.git.run([
    ...LOG,
    `--max-count=${most}`,
    `--format=${FIELDS.map((field) => `${field}%x00`).join('')}`,
    '--end-of-options',
    ...(typeof head === 'string' ? [head] : head),
    ...(not === undefined ? [] : [`^${not}`]),
    '--',
  ]);
  // Each commit ends in an empty field, which is git's own end of a record.
  const tokens = stdout.split('\0');
  const commits: CommitSummary[] = [];
  for (let at = 0; at + FIELDS.length < tokens.length; at += FIELDS.length + 1) {
    const field = (index: number): string => tokens[at + index] ?? '';
    commits.push({
      oid: field(0),
      short: field(1),
      parents: field(2).split(' ').filter(Boolean),
      authorEmail: field(3),
      authored: field(4),
      committed: field(5),
      subject: field(6),
      sessions: field(7).split(',').filter(Boolean),
    });
  }
  return commits;
}

/** The files that commits change against their first parent, by commit; none of a merge. */
export async function changedFiles(
  repo: Repo,
  oids: readonly string[],
): Promise<ReadonlyMap<string, readonly ChangedFile[]>> {
  const found = new Map<string, ChangedFile[]>(oids.map((oid) => [oid, []]));
  if (oids.length === 0) return found;
  const { stdout } = await repo.git.run(
    [...LOG, '--no-walk=unsorted', '--format=%H', '--numstat', '--stdin'],
    { input: oids.map((oid) => `${oid}\n`).join('') },
  );
  let files: ChangedFile[] = [];
  for (const text of stdout.split('\0')) {
    const token = text.replace(/^\n/, '');
    if (/^[0-9a-f]{40,64}$/.test(token)) {
      files = found.get(token) ?? [];
    } else {
      const count = /^(\d+|-)\t(\d+|-)\t([^]*)$/.exec(token);
      // A binary file has no lines to count; it is a changed file all the same.
      if (count)
        files.push({ path: count[3] ?? '', added: Number(count[1]) || 0, removed: Number(count[2]) || 0 });
    }
  }
  return found;
}

/** Commits whose parents this clone does not have (`git clone --depth`): nothing can be said about their changes. */
export async function shallowBoundary(repo: Repo): Promise<ReadonlySet<string>> {
  const text = await readFile(join(repo.commonDir, 'shallow'), 'utf8').catch(() => '');
  return new Set(text.split('\n').filter(Boolean));
}
