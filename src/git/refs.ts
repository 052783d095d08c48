// Not from `node:fs/promises`: most who load this file have no use for it, and it takes a millisecond.
import { promises as fs } from 'node:fs';
import { join, relative, sep } from 'node:path';
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

const looseRefs = async (folder: string): Promise<string[]> => (await looseIn(folder)).map(([, oid]) => oid);

/** The refs below a folder that are files: where each is, and its commit. */
async function looseIn(folder: string): Promise<[file: string, oid: string][]> {
  const entries = await fs.readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.lock'))
    .map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.map((file) => fs.readFile(file, 'utf8').catch(() => '')));
  return files.flatMap((file, at): [string, string][] => {
    const oid = texts[at]?.trim() ?? '';
    return /^[0-9a-f]{40,64}$/.test(oid) ? [[file, oid]] : [];
  });
}

/**
 * Local branches and then remote-tracking ones, by name. Refs that are files are read as files, without a process;
 * what only points to another ref (`origin/HEAD`) is left out.
 */
export async function namedTips(repo: Repo): Promise<Ref[]> {
  const found = new Map<string, string>();
  if (repo.filesRefs) {
    const [packed, ...loose] = await Promise.all([
      fs.readFile(join(repo.commonDir, 'packed-refs'), 'utf8').catch(() => ''),
      ...['heads', 'remotes'].map((name) => looseIn(join(repo.commonDir, 'refs', name))),
    ]);
    for (const [, oid = '', name = ''] of packed.matchAll(
      /^([0-9a-f]{40,64}) (refs\/(?:heads|remotes)\/[^\r\n]+)/gm,
    )) {
      found.set(name, oid);
    }
    // A ref that is a file as well was moved since it was packed.
    for (const [file, oid] of loose.flat()) {
      found.set(relative(repo.commonDir, file).split(sep).join('/'), oid);
    }
  } else {
    for (const { name, oid } of await listRefs(repo)) {
      if (!/^refs\/remotes\/[^/]+\/HEAD$/.test(name)) found.set(name, oid);
    }
  }
  return [...found].map(([name, oid]) => ({ name, oid })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** `main` of `refs/heads/main`, `origin/main` of `refs/remotes/origin/main`. */
export const shortRef = (name: string): string => name.replace(/^refs\/(?:heads|remotes)\//, '');

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
