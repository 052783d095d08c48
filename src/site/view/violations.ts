import type { SiteModel, SiteRecord } from '../model.ts';
import { counterIn } from './counted.ts';
import { counterUrl, MOST_INVARIANTS } from './counters.ts';

/** An invariant that a session has broken. Plain JSON. */
export interface Violation {
  readonly name: string;
  readonly count: number;
  readonly max: number;
  /** Where its counter is shown, from the site's root. */
  readonly at: string;
}

/** The invariants whose limit the counter in a session's record is above, as `canon check` finds them. */
export function violationsOf(
  { row, facts: { data } }: SiteRecord,
  invariants: SiteModel['invariants'],
): Violation[] {
  if (row.kind !== 'session') return [];
  return invariants.slice(0, MOST_INVARIANTS).flatMap(({ name, max }, at): Violation[] => {
    const count = counterIn(data, name);
    return count === undefined || count <= max ? [] : [{ name, count, max, at: counterUrl(at) }];
  });
}
