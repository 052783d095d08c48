import { ALLOWED } from '../../record/allowed.ts';
import { compareNewest, instantOf } from '../../work/order.ts';
import type { Row } from '../../work/row.ts';
import type { Derived } from './document.ts';

/** What a list can be sorted by. `created` and `updated`: the newest first; the others as one reads them. */
export const SORTS = ['created', 'updated', 'title', 'id', 'priority', 'status'] as const;
export type Sort = (typeof SORTS)[number];

type Compare = (a: Row, b: Row) => number;

/** The rows in an order; those that are alike in it the newest first. What has nothing to be sorted by stands last. */
export function sorted(rows: readonly Row[], by: Sort, derive: (row: Row) => Derived): Row[] {
  const compare = compareBy(by, derive);
  return rows.toSorted((a, b) => compare(a, b) || compareNewest(a, b));
}

function compareBy(by: Sort, derive: (row: Row) => Derived): Compare {
  switch (by) {
    case 'created':
      return compareNewest;
    case 'updated': {
      const at = (row: Row): number => instantOf(derive(row).updated ?? row.created) ?? 0;
      return (a, b) => at(b) - at(a);
    }
    case 'title': {
      // By letters of any alphabet, the same everywhere.
      const { compare } = new Intl.Collator('en', { numeric: true });
      return (a, b) => compare(a.title, b.title);
    }
    case 'id':
      return (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
    case 'priority':
      return (a, b) => urgency(a) - urgency(b);
    case 'status':
      return (a, b) => stage(a, derive(a)) - stage(b, derive(b));
  }
}

const LAST = 99;

const urgency = ({ priority }: Row): number => {
  const at = ALLOWED.plan.priority.findIndex((one) => one === priority);
  return at < 0 ? LAST : at;
};

/** How far a state is in the life of its kind. */
function stage({ kind, status }: Row, { superseded }: Derived): number {
  const states: readonly string[] = ALLOWED[kind].status;
  const at = status === undefined || superseded ? -1 : states.indexOf(status);
  return at < 0 ? LAST : at;
}
