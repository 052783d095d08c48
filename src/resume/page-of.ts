import type { Status } from '../git/status.ts';
import type { Moment } from '../world.ts';
import { withoutExpired } from './expiry.ts';
import type { Page } from './page.ts';
import { withoutLive } from './live.ts';
import type { Gathered } from './snapshot.ts';

/** What was gathered, as a page of this moment. */
export function pageOf(
  at: { root: string; status: Status; operator: Page['operator']; now: Moment },
  found: Gathered,
  { all, hit, asking }: { all: boolean; hit: boolean; asking?: string | undefined },
): Page {
  const { status } = at;
  return {
    operator: at.operator,
    subject: found.subject,
    target: found.target,
    repo: {
      root: at.root,
      branch: status.branch,
      head: status.head,
      dirty: status.entries.length,
      upstream: status.upstream,
      behind: status.behind ?? 0,
    },
    now: at.now,
    all,
    hit,
    facts: withoutLive(withoutExpired(found.snapshot, at.now, all), at.now, asking),
    tokens: 0,
    leftOut: [],
  };
}
