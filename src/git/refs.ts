// Not from `node:fs/promises`: most who load this file have no use for it, and it takes a millisecond.
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
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

/**
 * Where local and remote-tracking branches stand, each commit once. Refs that are files are read as files,
 * without a process; a ref that points to another has its commit from there.
 */
export async function refTips(repo: Repo): Promise<string[]> {
  if (!repo.filesRefs) return [...new Set((await listRefs(repo)).map(({ oid }) => oid))];
  const [packed, ...loose] = await Promise.all([
    fs.readFile(join(repo.commonDir, 'packed-refs'), 'utf8').catch(() => ''),
    ...['heads', 'remotes'].map((name) => looseRefs(join(repo.commonDir, 'refs', name))),
  ]);
  const listed = packed.matchAll(/^([0-9a-f]{40,64}) refs\/(?:heads|remotes)\//gm);
  return [...new Set([...[...listed].map((found) => found[1] ?? ''), ...loose.flat()])];
}

async function looseRefs(folder: string): Promise<string[]> {
  const entries = await fs.readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const texts = await Promise.all(
    entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.lock'))
      .map((entry) => fs.readFile(join(entry.parentPath, entry.name), 'utf8').catch(() => '')),
  );
  return texts.map((text) => text.trim()).filter((text) => /^[0-9a-f]{40,64}$/.test(text));
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
