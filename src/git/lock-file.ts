import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Repo } from './discover.ts';

// Git locks a file by making another beside it, `.lock` at its end. A git that dies leaves it there, and
// from the file alone nobody can tell a busy git from a dead one; who is running here can.

/** Locks of git's that were in the way: for a branch it takes its own, and HEAD's where HEAD is on it. */
export interface Locks {
  /** Relative to the work tree where they are below it, else absolute. */
  readonly paths: readonly string[];
  /** For how long they have been there, as far as the clocks agree; undefined when they are gone by now. */
  readonly seconds: number | undefined;
  /** `git fetch (process 4242)`: who is at work here and may have it. Undefined where that cannot be seen. */
  readonly running: readonly string[] | undefined;
}

/** The file that git says it could not lock because somebody else has, in what it prints. */
export const lockedFile = (stderr: string): string | undefined =>
  /Unable to create '(.+\.lock)': File exists/.exec(stderr)?.[1];

/**
 * Looks at locks, the one that git complained of first, and for a git that may hold them. Those that are
 * not there are not named, but for the first. Starts no process.
 */
export async function lookAtLocks(repo: Repo, files: readonly string[]): Promise<Locks> {
  const [running, ...infos] = await Promise.all([
    gitsIn(repo),
    ...files.map((file) => stat(file).catch(() => undefined)),
  ]);
  const there = files.filter((_, at) => at === 0 || infos[at]);
  const since = Math.min(...infos.flatMap((info) => (info ? [info.mtimeMs] : [])));
  const seconds = (performance.timeOrigin + performance.now() - since) / 1000;
  return {
    paths: [...new Set(there.map((file) => shown(repo, file)))],
    seconds: Number.isFinite(seconds) ? Math.max(0, Math.round(seconds)) : undefined,
    running,
  };
}

/** The locks that git takes to move a branch that HEAD is on. */
export const refLocks = ({ commonDir, gitDir }: Repo, branch: string): string[] => [
  join(commonDir, 'refs', 'heads', `${branch}.lock`),
  join(gitDir, 'HEAD.lock'),
];

function shown({ top }: Repo, file: string): string {
  const below = relative(top, file);
  return below.startsWith(`..${sep}`) ? file : below.replaceAll(sep, '/');
}

const PROC = '/proc';
/** They read, or they watch: no ref and no index is theirs. */
const HARMLESS = new Set(['cat-file', 'status', 'fsmonitor--daemon', 'log', 'diff', 'show', 'rev-parse']);

async function gitsIn({ top, gitDir, commonDir }: Repo): Promise<string[] | undefined> {
  const [self, names] = await Promise.all([
    readlink(join(PROC, 'self')).catch(() => undefined),
    readdir(PROC).catch(() => []),
  ]);
  // Only Linux shows processes as files; without them nothing is known, which is not the same as nobody.
  if (self === undefined) return undefined;
  const inside = (cwd: string): boolean =>
    [top, gitDir, commonDir].some((dir) => cwd === dir || cwd.startsWith(dir + sep));
  const found = await Promise.all(
    names.filter((name) => /^\d+$/.test(name)).map((pid) => gitAt(pid, self, inside)),
  );
  return found.filter((one) => one !== undefined);
}

async function gitAt(
  pid: string,
  self: string,
  inside: (cwd: string) => boolean,
): Promise<string | undefined> {
  try {
    const status = await readFile(join(PROC, pid, 'status'), 'utf8');
    const [, name = ''] = /^Name:\t(.*)$/m.exec(status) ?? [];
    if (!/^git(?:-|$)/.test(name) || status.includes(`\nPPid:\t${self}\n`)) return undefined;
    // One that was killed and that nobody has waited for holds nothing.
    if (/^State:\t[ZX]/m.test(status) || !inside(await readlink(join(PROC, pid, 'cwd')))) return undefined;
    const words = (await readFile(join(PROC, pid, 'cmdline'), 'utf8')).split('\0').slice(1);
    // Its other arguments are nobody's business: an address may hold a password.
    const command = words.find((word) => /^[a-z][a-z-]*$/.test(word)) ?? '';
    return HARMLESS.has(command) ? undefined : `${`git ${command}`.trim()} (process ${pid})`;
  } catch {
    // Gone meanwhile, or somebody else's.
    return undefined;
  }
}
