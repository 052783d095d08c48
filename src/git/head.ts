import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repo } from './discover.ts';

/** Where HEAD is. */
export interface Head {
  /** Commit, or null before the first one. */
  readonly oid: string | null;
  /** `main` of `refs/heads/main`; null on a detached HEAD. */
  readonly branch: string | null;
}

const OID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** The null id that stands for "no such ref" in compare-and-swaps. */
export const zeroOid = (repo: Repo): string => '0'.repeat(repo.objectFormat === 'sha256' ? 64 : 40);

/** HEAD of this work tree; read from its files where refs are files, so without a process. */
export async function readHead(repo: Repo): Promise<Head> {
  const fast = repo.filesRefs ? await headFromFiles(repo) : undefined;
  return fast ?? headByGit(repo);
}

async function headFromFiles(repo: Repo): Promise<Head | undefined> {
  const file = join(repo.gitDir, 'HEAD');
  const [info, text] = await Promise.all([lstat(file), readFile(file, 'utf8')]).catch(() => []);
  if (text === undefined || info?.isFile() !== true) return undefined;
  const ref = /^ref:\s*(refs\/heads\/.+?)\s*$/.exec(text)?.[1];
  if (ref === undefined) {
    const oid = text.trim();
    return OID.test(oid) ? { oid, branch: null } : undefined;
  }
  const oid = await readRefFile(repo, ref);
  return oid === undefined ? undefined : { oid, branch: ref.slice('refs/heads/'.length) };
}

/** The commit of a ref; null where there is none; undefined where only git can tell (a ref to a ref). */
export async function readRefFile(repo: Repo, ref: string): Promise<string | null | undefined> {
  const loose = await readFile(join(repo.commonDir, ref), 'utf8').catch(() => undefined);
  if (loose !== undefined) return OID.test(loose.trim()) ? loose.trim() : undefined;
  const packed = await readFile(join(repo.commonDir, 'packed-refs'), 'utf8').catch(() => '');
  const at = packed.indexOf(` ${ref}\n`);
  if (at < 0) return null;
  const oid = packed.slice(packed.lastIndexOf('\n', at) + 1, at);
  return OID.test(oid) ? oid : undefined;
}

async function headByGit(repo: Repo): Promise<Head> {
  const [symbolic, commit] = await Promise.all([
    repo.git.run(['symbolic-ref', '-q', 'HEAD'], { ok: [0, 1] }),
    repo.git.run(['rev-parse', '-q', '--verify', 'HEAD^{commit}'], { ok: [0, 1] }),
  ]);
  const ref = symbolic.stdout.trim();
  return {
    oid: commit.stdout.trim() || null,
    branch: ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null,
  };
}

/** The commit a revision names, or null. The name may be anything; it is never taken for an option. */
export async function resolveCommit(repo: Repo, rev: string): Promise<string | null> {
  const { stdout } = await repo.git.run(
    ['rev-parse', '-q', '--verify', '--end-of-options', `${rev}^{commit}`],
    { ok: [0, 1, 128] },
  );
  return stdout.trim().split('\n').at(-1) || null;
}
