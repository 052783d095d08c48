import { distance } from '../git/distance.ts';
import type { Repo } from '../git/discover.ts';
import type { Unmeasured } from './snapshot.ts';

/** How far HEAD has moved since a handoff, or why nobody can tell. */
export interface Moved {
  readonly commitsSince: number | null;
  readonly unmeasured: Unmeasured | null;
}

/**
 * Counts the commits that came after the commit a session was handed off at. Canon's own do not count:
 * those that carry its trailer and touch nothing but its files.
 *
 * @param handedOff `head` of the session's record
 * @param isCanons whether a path (from the work tree's top) is one that canon writes
 */
export async function commitsSince(
  repo: Repo,
  handedOff: string | undefined,
  head: string | null,
  isCanons: (path: string) => boolean,
): Promise<Moved> {
  if (head === null) return { commitsSince: null, unmeasured: 'no-commit' };
  if (handedOff === undefined) return { commitsSince: null, unmeasured: 'no-head' };
  const far = await distance(repo, handedOff, head);
  if (far === undefined) return { commitsSince: null, unmeasured: 'unreachable' };
  const own = far.marked.filter((files) => files.length > 0 && files.every(isCanons)).length;
  return { commitsSince: far.commits - own, unmeasured: null };
}
