import type { Repo } from './discover.ts';

/** A tracked path that differs between HEAD, index and work tree. Oids are zeros where there is none. */
export interface StatusEntry {
  readonly path: string;
  /** HEAD against index: `M`, `A`, `D`, `T`, `R`, `C`, `U`, or `.` for no change. */
  readonly x: string;
  /** Index against work tree. */
  readonly y: string;
  readonly modeHead: string;
  readonly modeIndex: string;
  readonly modeWork: string;
  readonly oidHead: string;
  readonly oidIndex: string;
  /** Conflict stages are in the index; head and index oids are then those of "ours". */
  readonly unmerged?: true;
  /** Where it was renamed or copied from, when renames were asked for. */
  readonly origPath?: string;
}

export interface Status {
  /** Commit, or null before the first one. */
  readonly head: string | null;
  readonly branch: string | null;
  readonly detached: boolean;
  /** `origin/main`; null without one. */
  readonly upstream: string | null;
  /** Commits here and not on the upstream, and the reverse; null where that is not known. */
  readonly ahead: number | null;
  readonly behind: number | null;
  readonly entries: readonly StatusEntry[];
  readonly untracked: readonly string[];
}

export interface StatusOptions {
  /** `all` names each file, `normal` only the topmost new folder (with a slash at its end). Default `no`. */
  readonly untracked?: 'no' | 'normal' | 'all';
  readonly renames?: boolean;
  /** Counting ahead and behind walks history; leave it out where nobody asks. Default true. */
  readonly aheadBehind?: boolean;
}

/**
 * `git status` as data (porcelain v2, documented in git-status(1)). Takes no lock and writes no index.
 * Paths are relative to the top, literal: no globs.
 */
export async function status(
  repo: Repo,
  paths: readonly string[] = [],
  options: StatusOptions = {},
): Promise<Status> {
  const out = await repo.git.bytes([
    'status',
    '--porcelain=v2',
    '-z',
    '--branch',
    `--untracked-files=${options.untracked ?? 'no'}`,
    options.renames ? '--renames' : '--no-renames',
    options.aheadBehind === false ? '--no-ahead-behind' : '--ahead-behind',
    '--ignore-submodules=none',
    '--',
    ...paths,
  ]);
  return parseStatus(out.toString('utf8'));
}

/** Reads the output of `git status --porcelain=v2 -z --branch`. */
export function parseStatus(out: string): Status {
  const headers = new Map<string, string>();
  const entries: StatusEntry[] = [];
  const untracked: string[] = [];
  const tokens = out.split('\0');
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? '';
    const kind = token[0];
    if (kind === '#') {
      const blank = token.indexOf(' ', 2);
      headers.set(token.slice(2, blank), token.slice(blank + 1));
    } else if (kind === '?') untracked.push(token.slice(2));
    else if (kind === '1') entries.push(changed(token, 8));
    else if (kind === 'u') entries.push(unmerged(token));
    else if (kind === '2') {
      at += 1;
      entries.push({ ...changed(token, 9), origPath: tokens[at] ?? '' });
    }
  }
  const oid = headers.get('branch.oid');
  const head = headers.get('branch.head');
  const detached = head === '(detached)';
  const counts = /^\+(\d+) -(\d+)$/.exec(headers.get('branch.ab') ?? '');
  return {
    head: oid === undefined || oid === '(initial)' ? null : oid,
    branch: detached || head === undefined ? null : head,
    detached,
    upstream: headers.get('branch.upstream') ?? null,
    ahead: counts ? Number(counts[1]) : null,
    behind: counts ? Number(counts[2]) : null,
    entries,
    untracked,
  };
}

/** Splits off `count` blank-separated fields; what is left is the path, blanks and all. */
function fields(token: string, count: number): string[] {
  const found: string[] = [];
  let from = 0;
  while (found.length < count) {
    const blank = token.indexOf(' ', from);
    found.push(token.slice(from, blank));
    from = blank + 1;
  }
  found.push(token.slice(from));
  return found;
}

function changed(token: string, count: number): StatusEntry {
  const found = fields(token, count);
  const [, xy = '..', , modeHead = '', modeIndex = '', modeWork = '', oidHead = '', oidIndex = ''] = found;
  const path = found[count] ?? '';
  return { path, x: xy[0] ?? '.', y: xy[1] ?? '.', modeHead, modeIndex, modeWork, oidHead, oidIndex };
}

function unmerged(token: string): StatusEntry {
  const found = fields(token, 10);
  const [, xy = 'UU', , , ours = '', , modeWork = '', , oid = ''] = found;
  return {
    path: found[10] ?? '',
    x: xy[0] ?? 'U',
    y: xy[1] ?? 'U',
    modeHead: ours,
    modeIndex: ours,
    modeWork,
    oidHead: oid,
    oidIndex: oid,
    unmerged: true,
  };
}
