import type { RowHead } from '../../store/row-head.ts';
import type { RowSet } from '../../store/row-set.ts';
import type { Row } from '../../work/row.ts';
import { deriver } from './document.ts';
import { derivedFrom } from './records-json.ts';
import { type Sort, sorted } from './sort.ts';
import { supersededIn } from './superseded.ts';

export interface Sorted {
  /** How many match. */
  readonly found: number;
  readonly shown: readonly Row[];
  readonly derive: ReturnType<typeof deriver>;
}

/** The first so many of the rows that match, in an order. */
export function listSorted(
  rows: RowSet,
  matches: (head: RowHead) => boolean,
  by: Sort,
  { limit }: { readonly limit: number | undefined },
): Sorted {
  const derive = deriver(derivedFrom(rows), supersededIn(rows));
  const found = rows.where(matches);
  // As they come, they are sorted by `created` already, and by nothing else where two are of one time.
  const all = by === 'created' ? found : sorted(found, by, derive);
  return { found: found.length, shown: limit === undefined ? all : all.slice(0, limit), derive };
}
