import type { Diagnostic } from '../fault/diagnostic.ts';
import { CanonError } from '../fault/error.ts';
import type { Repo } from '../git/discover.ts';
import { readHead } from '../git/head.ts';
import { fetchRemote } from '../git/fetch.ts';
import { upstreamOf } from '../git/branch.ts';

/** Long enough for a slow line, short enough to wait for. */
const PATIENCE_MS = 10_000;

/** Asks the remote of the current branch for what is new. Where that fails, what is here is shown all the same. */
export async function fetchNewer(repo: Repo): Promise<Diagnostic[]> {
  const failed = (reason: string): Diagnostic[] => [
    { code: 'resume-fetch-failed', severity: 'warning', args: { reason } },
  ];
  try {
    const { branch } = await readHead(repo);
    const upstream = branch === null ? undefined : await upstreamOf(repo, branch);
    if (upstream === undefined) return failed('this branch has no upstream');
    if (upstream.remote === '.') return [];
    await fetchRemote(repo, upstream.remote, PATIENCE_MS);
    return [];
  } catch (error) {
    return failed(reasonOf(error));
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof CanonError)) return String(error);
  if (error.code === 'E_GIT_TIMEOUT') return `no answer within ${PATIENCE_MS / 1000} seconds`;
  // The last line says why; addresses with credentials stand in none of git's own sentences, but do in some helpers'.
  const said = String(error.data['stderr'] ?? error.code);
  const line =
    said.split('\n').find((one) => /^(?:fatal|error|ssh|remote):/.test(one)) ?? said.split('\n')[0] ?? '';
  return line.replace(/\/\/[^/@\s]*@/g, '//').slice(0, 300);
}
