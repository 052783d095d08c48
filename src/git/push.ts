import { CanonError } from '../fault/error.ts';
import type { Upstream } from './branch.ts';
import type { Repo } from './discover.ts';
import { unattended } from './unattended.ts';

/** How a push, or a fetch, went. */
export type Sent =
  | { readonly state: 'done' }
  /** The remote's branch is somewhere else than thought, or busy: fetch, and try again. */
  | { readonly state: 'moved' }
  /** The remote does not take it: a protected branch, a hook. Trying again would not help. */
  | { readonly state: 'refused'; readonly detail: string }
  | { readonly state: 'unreachable'; readonly detail: string }
  | { readonly state: 'timeout' };

/**
 * Pushes a commit to the branch that is followed. Never forces, never asks: a remote that wants a password
 * is unreachable. The repository's own pre-push hook runs, as it does for everybody.
 */
export async function push(repo: Repo, upstream: Upstream, oid: string, timeout: number): Promise<Sent> {
  const { remote, merge } = upstream;
  const args = ['push', '--porcelain', '--no-follow-tags', '--', remote, `${oid}:${merge}`];
  return send(repo, args, timeout, ({ code, stdout, stderr }) => {
    if (code === 0) return { state: 'done' };
    const line = stdout.split('\n').find((text) => text.startsWith('!\t'));
    const detail = (line?.split('\t')[2] ?? '').trim();
    if (detail.startsWith('[rejected]')) return { state: 'moved' };
    if (!detail.startsWith('[remote rejected]')) return { state: 'unreachable', detail: lastLines(stderr) };
    // Two pushes at the same moment: the later one finds the ref locked or changed under its hands.
    const raced =
      /cannot lock ref|failed to (?:update|lock)|incorrect old value|reference already exists/i.test(detail);
    if (raced) return { state: 'moved' };
    const said = stderr
      .split('\n')
      .filter((text) => text.startsWith('remote:'))
      .map((text) => text.slice('remote:'.length).trim())
      .filter(Boolean);
    return { state: 'refused', detail: [detail, ...said].join('\n') };
  });
}

/** Brings the remote-tracking ref up to date. Leaves FETCH_HEAD, tags and everything else alone. */
export async function fetchBranch(repo: Repo, upstream: Upstream, timeout: number): Promise<Sent> {
  const { remote, merge, tracking } = upstream;
  const quiet = ['--quiet', '--no-tags', '--no-recurse-submodules', '--no-auto-maintenance'];
  const args = ['fetch', ...quiet, '--no-write-fetch-head', '--', remote, `+${merge}:${tracking}`];
  return send(repo, args, timeout, ({ code, stderr }) =>
    code === 0 ? { state: 'done' } : { state: 'unreachable', detail: lastLines(stderr) },
  );
}

async function send(
  repo: Repo,
  args: readonly string[],
  timeout: number,
  read: (result: { code: number; stdout: string; stderr: string }) => Sent,
): Promise<Sent> {
  if (timeout <= 0) return { state: 'timeout' };
  try {
    const env = await unattended(repo);
    return read(await repo.git.run(args, { env, timeout, ok: [0, 1, 128, 129, 141] }));
  } catch (error) {
    if (error instanceof CanonError && error.code === 'E_GIT_TIMEOUT') return { state: 'timeout' };
    throw error;
  }
}

const lastLines = (text: string): string => text.trim().split('\n').slice(-3).join('\n');
