import { readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileStamp, stampOfStats } from './file-stamp.ts';
import { nameHash } from '../text/name-hash.ts';

/** A path and how it stands; `-` where nothing is. */
export type Stamped = readonly [path: string, stamp: string];

/** What was asked for, as far as it decides the answer. */
export interface Asked {
  readonly command: 'resume' | 'next' | 'site';
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The rest of it: options and arguments, in an order of the command's own. */
  readonly words: readonly (string | boolean | null)[];
  /** The day, where the answer is another on the next one. */
  readonly day: string | undefined;
}

/**
 * A whole answer, with everything that it depends on: as long as not one of these has changed, it is the
 * answer. So the next `resume` needs neither configuration nor operators nor rows, only looks at files.
 * @typeParam Found what was gathered for the answer: plain JSON
 */
export interface Kept<Found> {
  readonly made: string;
  readonly key: string;
  readonly top: string;
  /** Folders and files of which only the kind counts: where the repository and the project begin. */
  readonly kinds: readonly Stamped[];
  readonly files: readonly Stamped[];
  /** Git's status of the whole work tree, as JSON. */
  readonly status: string;
  readonly root: string;
  readonly found: Found;
}

// What decides who the operator is, besides files.
const ENV = [
  'OPERATOR',
  'HOME',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'XDG_CONFIG_HOME',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
];

/** A request as it decides the answer, with where it is asked; undefined where there is no such folder. */
export function askedFrom(
  world: Pick<Asked, 'cwd' | 'env'>,
  request: Pick<Asked, 'command' | 'words'> & {
    readonly repo?: string | undefined;
    readonly day?: string | undefined;
  },
): Asked | undefined {
  const { command, words, repo, day } = request;
  try {
    // The working directory is real as it is; a folder that is named may be a link to some other one tomorrow.
    const cwd = repo === undefined ? world.cwd : realpathSync.native(resolve(world.cwd, repo));
    return { command, cwd, env: world.env, words, day };
  } catch {
    return undefined;
  }
}

/** Where the answer to a request is kept, and the request in full, which stands inside. */
export function keptName(local: string, request: Asked): { file: string; key: string } {
  const env = ENV.map((name) => request.env[name] ?? null);
  const { command, cwd, words, day = '' } = request;
  const key = JSON.stringify([cwd, words, env]);
  // The answer of a day takes the place of the one of the day before.
  return { file: join(local, 'cache', `${command}-${nameHash(key)}.json`), key: `${day}${key}` };
}

/**
 * Canon's folder of local state for the repository around a folder, as git and `discover` find it; undefined
 * where they would have to look closer.
 */
export function localAround(cwd: string): string | undefined {
  for (let dir = cwd; ; dir = dirname(dir)) {
    const dotGit = join(dir, '.git');
    const kind = kindAt(dotGit);
    if (kind === 'folder') return join(dotGit, 'canon');
    if (kind === 'file') return localBehind(dir, dotGit);
    if (kind !== '-' || dirname(dir) === dir) return undefined;
  }
}

// A linked work tree, or a submodule: `.git` is a file that says where the git folder is.
function localBehind(dir: string, dotGit: string): string | undefined {
  try {
    const target = /^gitdir: (.+?)[\r\n]*$/.exec(readFileSync(dotGit, 'utf8'))?.[1];
    if (target === undefined) return undefined;
    const gitDir = resolve(dir, target);
    const common = join(gitDir, 'commondir');
    const shared = kindAt(common) === 'file' ? readFileSync(common, 'utf8').trim() : '.';
    return join(isAbsolute(shared) ? shared : resolve(gitDir, shared), 'canon');
  } catch {
    return undefined;
  }
}

/** What stands at a path: a folder, a file, something else, or nothing (`-`). */
export function kindAt(path: string): string {
  const { stats } = at(path);
  if (!stats) return '-';
  return stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other';
}

/** How a file or folder stands; of a link, also how that stands which it leads to. */
export function stampAt(path: string): { stamp: string; stats: readonly Stats[] } {
  const { stamp, stats } = at(path);
  if (!stats?.isSymbolicLink()) return { stamp, stats: stats ? [stats] : [] };
  try {
    const target = statSync(path);
    return { stamp: `${stamp} ${stampOfStats(target)}`, stats: [stats, target] };
  } catch {
    return { stamp, stats: [stats] };
  }
}

// What cannot be reached (a file has come to stand where a folder was) is not there.
function at(path: string): ReturnType<typeof fileStamp> {
  try {
    return fileStamp(path);
  } catch {
    return { stamp: '-', stats: undefined };
  }
}
