import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Repo } from './discover.ts';
import { entriesIn } from './index-bytes.ts';

/** An entry of the index. */
export interface IndexEntry {
  readonly path: string;
  readonly mode: string;
  readonly oid: string;
  /** 0, or 1 to 3 in a conflict. */
  readonly stage: number;
  /** Left out of the work tree by a sparse checkout. */
  readonly skipWorktree: boolean;
  readonly assumeUnchanged: boolean;
}

/** The index entries of some files (all without any); of a plain index without a process. */
export async function readIndex(repo: Repo, paths: readonly string[] = []): Promise<IndexEntry[]> {
  return (paths.length > 0 ? fromFile(repo, paths) : undefined) ?? fromGit(repo, paths);
}

function fromFile({ gitDir, objectFormat }: Repo, paths: readonly string[]): IndexEntry[] | undefined {
  try {
    const bytes = readFileSync(join(gitDir, 'index'));
    return entriesIn(bytes, paths, objectFormat === 'sha256' ? 32 : 20);
  } catch {
    // Not there, or not to be read: git has the words for it.
    return undefined;
  }
}

async function fromGit(repo: Repo, paths: readonly string[]): Promise<IndexEntry[]> {
  const out = await repo.git.bytes(['ls-files', '-s', '-v', '-z', '--', ...paths]);
  const entries: IndexEntry[] = [];
  for (const line of out.toString('utf8').split('\0')) {
    const found = /^([A-Za-z?]) (\d+) ([0-9a-f]+) ([0-3])\t([^]*)$/.exec(line);
    if (!found) continue;
    const [, tag = 'H', mode = '', oid = '', stage = '0', path = ''] = found;
    const skipWorktree = tag.toUpperCase() === 'S';
    const assumeUnchanged = tag !== tag.toUpperCase();
    entries.push({ path, mode, oid, stage: Number(stage), skipWorktree, assumeUnchanged });
  }
  return entries;
}

/** What an entry of the index becomes; a null oid takes it away. */
export interface IndexChange {
  readonly path: string;
  readonly mode: string;
  readonly oid: string | null;
  readonly skipWorktree?: boolean;
  readonly assumeUnchanged?: boolean;
}

/** Sets entries in an index file that is not (yet) the repository's own; all its others stay. */
export async function updateIndex(
  repo: Repo,
  indexFile: string,
  changes: readonly IndexChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const env = { GIT_INDEX_FILE: indexFile };
  const zero = '0'.repeat(repo.objectFormat === 'sha256' ? 64 : 40);
  const input = changes
    .map(({ path, mode, oid }) => `${oid === null ? '0' : mode} ${oid ?? zero}\t${path}\0`)
    .join('');
  await repo.git.run(['update-index', '-z', '--index-info'], { input, env });
  // A new entry has no flags: those that the old one had are set again.
  for (const [flag, key] of [
    ['--skip-worktree', 'skipWorktree'],
    ['--assume-unchanged', 'assumeUnchanged'],
  ] as const) {
    const flagged = changes.filter((change) => change[key] === true && change.oid !== null);
    if (flagged.length === 0) continue;
    await repo.git.run(['update-index', flag, '-z', '--stdin'], {
      input: flagged.map(({ path }) => `${path}\0`).join(''),
      env,
    });
  }
}

/** As many as a handoff ever has. */
const FEW = 64;

/**
 * Lets git look at some files of the work tree and note in the index which are as their entry says, by
 * its own rules (filters, line ends). An entry whose file differs stays marked as changed.
 */
export async function refreshEntries(repo: Repo, indexFile: string, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  // Each entry is compared with each path, and a command line has an end: of many, all entries are looked at.
  const args =
    paths.length > FEW ? ['update-index', '-q', '--refresh'] : ['add', '--refresh', '--', ...paths];
  // In a sparse checkout git may decline some; their entries are right without it.
  await repo.git.run(args, { env: { GIT_INDEX_FILE: indexFile }, ok: [0, 1, 128] });
}
