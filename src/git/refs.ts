import type { Repo } from './discover.ts';

export interface Ref {
  /** In full: `refs/heads/main`. */
  readonly name: string;
  readonly oid: string;
}

/** Local branches and remote-tracking ones (or what the given prefixes hold). */
export async function listRefs(
  repo: Repo,
  prefixes: readonly string[] = ['refs/heads', 'refs/remotes'],
): Promise<Ref[]> {
  const { stdout } = await repo.git.run(['for-each-ref', '--format=%(objectname) %(refname)', ...prefixes]);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => ({ oid: line.slice(0, line.indexOf(' ')), name: line.slice(line.indexOf(' ') + 1) }));
}

/** Full names of the refs whose history holds a commit. */
export async function refsContaining(
  repo: Repo,
  oid: string,
  prefixes: readonly string[] = ['refs/heads', 'refs/remotes', 'refs/tags'],
): Promise<string[]> {
  const { stdout } = await repo.git.run([
    'for-each-ref',
    '--format=%(refname)',
    `--contains=${oid}`,
    ...prefixes,
  ]);
  return stdout.split('\n').filter(Boolean);
}

/** True when `ancestor` is in the history of `descendant` (or is it). */
export async function isAncestor(repo: Repo, ancestor: string, descendant: string): Promise<boolean> {
  const { code } = await repo.git.run(['merge-base', '--is-ancestor', ancestor, descendant], {
    ok: [0, 1, 128],
  });
  return code === 0;
}

/** The best common ancestor, or null. */
export async function mergeBase(repo: Repo, a: string, b: string): Promise<string | null> {
  const { stdout } = await repo.git.run(['merge-base', '--end-of-options', a, b], { ok: [0, 1, 128] });
  return stdout.trim().split('\n')[0] || null;
}
