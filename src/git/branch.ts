import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repo } from './discover.ts';
import { readHead, readRefFile } from './head.ts';
import { listRefs } from './refs.ts';

/** What a branch is set to follow. */
export interface Upstream {
  /** `origin`; `.` when it follows a local branch. */
  readonly remote: string;
  /** The branch's full name over there: `refs/heads/main`. */
  readonly merge: string;
  /** The remote-tracking ref here, in full: `refs/remotes/origin/main`. */
  readonly tracking: string;
  /** The commit it stands at, as last fetched; null when it is gone. */
  readonly oid: string | null;
}

/** The upstream of a branch, or undefined. */
export async function upstreamOf(repo: Repo, branch: string): Promise<Upstream | undefined> {
  const format = '--format=%(upstream)%00%(upstream:remotename)%00%(upstream:remoteref)';
  const ref = `refs/heads/${branch}`;
  const { stdout } = await repo.git.run(['for-each-ref', '--count=1', format, ref]);
  const [tracking, remote, merge] = stdout.replace(/\n$/, '').split('\0');
  if (!tracking || !remote || !merge) return undefined;
  const found = await listRefs(repo, [tracking]);
  const oid = found.find(({ name }) => name === tracking)?.oid ?? null;
  return { remote, merge, tracking, oid };
}

/**
 * The branch that derived text is written on: the configured one, else the remote's HEAD (`origin`, or
 * the only remote that has one), else `main` or `master`, else the current one.
 */
export async function defaultBranch(repo: Repo, configured?: string | null): Promise<string | null> {
  if (configured) return configured;
  const origin = await remoteHead(repo, 'origin');
  if (origin !== undefined) return origin;
  const found = repo.filesRefs ? await fromFiles(repo) : await fromRefs(repo);
  return found ?? (await readHead(repo)).branch;
}

/** Without a process: remotes are folders, and a branch is a file or a line of `packed-refs`. */
async function fromFiles(repo: Repo): Promise<string | undefined> {
  const remotes = await readdir(join(repo.commonDir, 'refs/remotes')).catch(() => []);
  const heads = await Promise.all(remotes.map((remote) => remoteHead(repo, remote)));
  const known = heads.filter((branch) => branch !== undefined);
  if (known.length === 1) return known[0];
  const local = USUAL.map((name) => readRefFile(repo, `refs/heads/${name}`));
  return USUAL.find((_, at) => local[at] !== null);
}

async function fromRefs(repo: Repo): Promise<string | undefined> {
  const refs = await listRefs(repo);
  const heads = refs.filter(({ name }) => /^refs\/remotes\/.+\/HEAD$/.test(name));
  if (heads.length === 1) {
    const remote = (heads[0]?.name ?? '').slice('refs/remotes/'.length, -'/HEAD'.length);
    const branch = await remoteHead(repo, remote);
    if (branch !== undefined) return branch;
  }
  return USUAL.find((name) => refs.some((ref) => ref.name === `refs/heads/${name}`));
}

const USUAL = ['main', 'master'];

async function remoteHead(repo: Repo, remote: string): Promise<string | undefined> {
  const ref = `refs/remotes/${remote}/HEAD`;
  // A ref that points to another is a file of its own even where refs are packed.
  const target = repo.filesRefs
    ? await readFile(join(repo.commonDir, ref), 'utf8').catch(() => '')
    : `ref: ${(await repo.git.run(['symbolic-ref', '-q', ref], { ok: [0, 1, 128] })).stdout}`;
  const prefix = `ref: refs/remotes/${remote}/`;
  return target.startsWith(prefix) ? target.slice(prefix.length).trim() : undefined;
}
