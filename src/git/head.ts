import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Repo } from './discover.ts';
import { textOf } from './read-text.ts';

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
  const fast = repo.filesRefs ? headFromFiles(repo) : undefined;
  return fast ?? headByGit(repo);
}

// At once: it is asked several times a command, and waiting for a thread takes longer than three small reads.
function headFromFiles(repo: Repo): Head | undefined {
  const file = join(repo.gitDir, 'HEAD');
  const text = isFile(file) ? textOf(file) : undefined;
  if (text === undefined) return undefined;
  const ref = /^ref:\s*(refs\/heads\/.+?)\s*$/.exec(text)?.[1];
  if (ref === undefined) {
    const oid = text.trim();
    return OID.test(oid) ? { oid, branch: null } : undefined;
  }
  const oid = readRefFile(repo, ref);
  return oid === undefined ? undefined : { oid, branch: ref.slice('refs/heads/'.length) };
}

/** The commit of a ref; null where there is none; undefined where only git can tell (a ref to a ref). */
export function readRefFile(repo: Repo, ref: string): string | null | undefined {
  const loose = textOf(join(repo.commonDir, ref));
  if (loose !== undefined) return OID.test(loose.trim()) ? loose.trim() : undefined;
  const packed = textOf(join(repo.commonDir, 'packed-refs')) ?? '';
  const at = packed.indexOf(` ${ref}\n`);
  if (at < 0) return null;
  const oid = packed.slice(packed.lastIndexOf('\n', at) + 1, at);
  return OID.test(oid) ? oid : undefined;
}

function isFile(path: string): boolean {
  try {
    return lstatSync(path).isFile();
  } catch {
    return false;
  }
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
