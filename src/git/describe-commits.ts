import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repo } from './discover.ts';

/** A commit in the words that records use. */
export interface CommitSummary {
  readonly oid: string;
  /** Abbreviated as git does it for this repository: unambiguous now and for a good while. */
  readonly short: string;
  readonly parents: readonly string[];
  /** Files and lines against the first parent; none of a merge. Empty unless asked for. */
  readonly files: readonly { readonly path: string; readonly added: number; readonly removed: number }[];
}

/** The commits of these ids in their order, with a count of lines per file when asked. One process. */
export async function describeCommits(
  repo: Repo,
  oids: readonly string[],
  counts: boolean,
): Promise<CommitSummary[]> {
  if (oids.length === 0) return [];
  const { stdout } = await repo.git.run(
    [
      // The user's settings must not change what is printed.
      '-c',
      'core.abbrev=auto',
      '-c',
      'log.showRoot=true',
      'log',
      '--no-walk=unsorted',
      '-z',
      '--no-color',
      '--no-show-signature',
      '--no-notes',
      '--no-ext-diff',
      '--no-textconv',
      '--no-renames',
      '--format=%H%x00%h%x00%p%x00',
      ...(counts ? ['--numstat'] : []),
      '--stdin',
    ],
    { input: oids.map((oid) => `${oid}\n`).join('') },
  );
  return parse(stdout);
}

function parse(out: string): CommitSummary[] {
  const commits: CommitSummary[] = [];
  const tokens = out.split('\0');
  let files: { path: string; added: number; removed: number }[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? '';
    const count = /^\n?(\d+|-)\t(\d+|-)\t([^]*)$/.exec(token);
    if (count) {
      // A binary file has no lines to count; it is a changed file all the same.
      files.push({ path: count[3] ?? '', added: Number(count[1]) || 0, removed: Number(count[2]) || 0 });
    } else if (/^\n?[0-9a-f]{40,64}$/.test(token)) {
      files = [];
      const parents = (tokens[at + 2] ?? '').split(' ').filter(Boolean);
      commits.push({ oid: token.trim(), short: tokens[at + 1] ?? '', parents, files });
      at += 2;
    }
  }
  return commits;
}

/** Commits whose parents this clone does not have (`git clone --depth`): nothing can be said about their changes. */
export async function shallowBoundary(repo: Repo): Promise<ReadonlySet<string>> {
  const text = await readFile(join(repo.commonDir, 'shallow'), 'utf8').catch(() => '');
  return new Set(text.split('\n').filter(Boolean));
}
