import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import type { Env } from '../git/env.ts';
import { fileClock, fileStamp, isSettled } from '../store/file-stamp.ts';
import { localFile } from '../store/local.ts';
import { MOST_CACHE, readPlain } from '../store/plain-file.ts';
import type { Project } from '../store/project.ts';
import { writeNow } from '../store/write-now.ts';

/** Whom git takes the user for, and which of its files says so. */
export interface GitIdentity {
  readonly email: string | null;
  readonly name: string | null;
  /** `git-repo`: this repository's own configuration; `git-global`: the user's, or the machine's. */
  readonly source: 'git-repo' | 'git-global' | null;
}

type Where = Pick<Project, 'repo' | 'local' | 'worktreeKey'>;

interface Cached {
  readonly v: 1;
  readonly top: string;
  readonly env: Readonly<Record<string, string>>;
  /** Every file that git read, or would read if it were there. */
  readonly files: Readonly<Record<string, string>>;
  readonly identity: GitIdentity;
}

// What decides where git looks for its configuration.
const ENV = [
  'HOME',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'XDG_CONFIG_HOME',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
];

/**
 * `user.email` and `user.name` as git sees them here. The answer is kept in local state and holds for as
 * long as no file that git's configuration comes from has changed, includes and missing files among them.
 */
export async function gitIdentity(project: Where, env: Env): Promise<GitIdentity> {
  const relevant = relevantIn(env);
  const file = join(project.local, 'cache', `git-identity-${project.worktreeKey}.json`);
  const cached = readCached(file);
  if (cached && isValid(cached, project, relevant)) return cached.identity;
  // From before git looks: whatever changes afterwards is newer than this.
  const clock = clockOf(project);
  const entries = await readEntries(project);
  const identity = identityIn(entries);
  const files = evidenceFiles(entries, project, env);
  if (clock !== undefined && files !== undefined) keep(project, file, { relevant, identity, files, clock });
  return identity;
}

/**
 * Every file that the kept answer depends on, for whoever keeps something that depends on it in turn;
 * undefined where there is none that holds.
 */
export function identityFiles(project: Where, env: Env): string[] | undefined {
  const cached = readCached(join(project.local, 'cache', `git-identity-${project.worktreeKey}.json`));
  return cached && isValid(cached, project, relevantIn(env)) ? Object.keys(cached.files) : undefined;
}

const relevantIn = (env: Env): Record<string, string> =>
  Object.fromEntries(
    ENV.flatMap((key) => {
      const value = env[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );

interface Entry {
  readonly scope: string;
  /** Absolute path of the file; undefined for the command line and other non-files. */
  readonly file: string | undefined;
  readonly key: string;
  readonly value: string;
}

async function readEntries({ repo }: Where): Promise<Entry[]> {
  const out = await repo.git.bytes(['config', '--list', '-z', '--includes', '--show-scope', '--show-origin']);
  const tokens = out.toString('utf8').split('\0');
  const entries: Entry[] = [];
  for (let at = 0; at + 2 < tokens.length; at += 3) {
    const [scope = '', origin = '', text = ''] = tokens.slice(at, at + 3);
    const line = text.indexOf('\n');
    const file = origin.startsWith('file:') ? resolve(repo.top, origin.slice('file:'.length)) : undefined;
    entries.push({
      scope,
      file,
      key: line < 0 ? text : text.slice(0, line),
      value: line < 0 ? '' : text.slice(line + 1),
    });
  }
  return entries;
}

function identityIn(entries: readonly Entry[]): GitIdentity {
  const last = (key: string): Entry | undefined =>
    entries.findLast((entry) => entry.key === key && entry.value.trim() !== '');
  const email = last('user.email');
  const ofRepo = email && ['local', 'worktree'].includes(email.scope);
  return {
    email: email?.value.trim() ?? null,
    name: last('user.name')?.value.trim() ?? null,
    source: email ? (ofRepo ? 'git-repo' : 'git-global') : null,
  };
}

/** The files whose change would change the answer; undefined where files alone do not tell. */
function evidenceFiles(entries: readonly Entry[], { repo }: Where, env: Env): string[] | undefined {
  // Another branch, another answer: that is not seen in a file's times.
  if (entries.some(({ key }) => /^includeif\.onbranch:/i.test(key))) return undefined;
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '';
  const xdg = env['XDG_CONFIG_HOME'] || join(home, '.config');
  const files = new Set([
    join(repo.commonDir, 'config'),
    join(repo.gitDir, 'config.worktree'),
    join(home, '.gitconfig'),
    join(xdg, 'git', 'config'),
    '/etc/gitconfig',
  ]);
  for (const name of ['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM']) {
    const named = env[name];
    if (named) files.add(resolve(repo.top, named));
  }
  for (const { file, key, value } of entries) {
    if (file !== undefined) files.add(file);
    if (/^include(?:if\..*)?\.path$/is.test(key)) {
      const target = value.startsWith('~/') ? join(home, value.slice(2)) : value;
      // Only git can expand these (`%(prefix)/`, `~user/`).
      if (/^[~%]/.test(target)) return undefined;
      files.add(isAbsolute(target) ? target : resolve(dirname(file ?? repo.top), target));
    }
  }
  return [...files];
}

function isValid(cached: Cached, { repo }: Where, env: Readonly<Record<string, string>>): boolean {
  return (
    cached.v === 1 &&
    cached.top === repo.top &&
    JSON.stringify(cached.env) === JSON.stringify(env) &&
    Object.entries(cached.files).every(([path, stamp]) => stampOf(path).stamp === stamp)
  );
}

// A configuration may well be a link into a folder of dotfiles: what it leads to is what counts.
function stampOf(path: string): { stamp: string; settled: (now: number) => boolean } {
  const link = fileStamp(path);
  const target = link.stats?.isSymbolicLink() ? fileStamp(realpathOr(path)) : undefined;
  return {
    stamp: target ? `${link.stamp} ${target.stamp}` : link.stamp,
    settled: (now) => isSettled(link.stats, now) && isSettled(target?.stats, now),
  };
}

function realpathOr(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function readCached(file: string): Cached | undefined {
  try {
    const cached = JSON.parse(readPlain(file, MOST_CACHE)?.text ?? '') as Partial<Cached>;
    return cached.files && cached.identity && cached.env ? (cached as Cached) : undefined;
  } catch {
    return undefined;
  }
}

function clockOf(project: Where): number | undefined {
  try {
    return fileClock(project);
  } catch {
    // A repository that cannot be written can still be asked.
    return undefined;
  }
}

function keep(
  project: Where,
  file: string,
  found: {
    relevant: Readonly<Record<string, string>>;
    identity: GitIdentity;
    files: readonly string[];
    clock: number;
  },
): void {
  const stamps = found.files.map((path) => [path, stampOf(path)] as const);
  if (!stamps.every(([, { settled }]) => settled(found.clock))) return;
  const cached: Cached = {
    v: 1,
    top: project.repo.top,
    env: found.relevant,
    files: Object.fromEntries(stamps.map(([path, { stamp }]) => [path, stamp])),
    identity: found.identity,
  };
  try {
    writeNow(localFile(project, 'cache', basename(file)), JSON.stringify(cached));
  } catch {
    // It is asked again the next time.
  }
}
