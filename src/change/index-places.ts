import { idFromPath } from '../record/ids.ts';
import type { Kind } from '../record/kinds.ts';
import type { RowHead } from '../store/row-head.ts';
import type { RowSet } from '../store/row-set.ts';
import { instantOf } from '../work/order.ts';
import type { Row } from '../work/row.ts';
import { beginningOf, EAST, monthReader, monthsReader } from './month-reader.ts';

/** Where a change of some records moves rows in the index of their kind, by the rule of `planIndex`. */
export interface Places {
  /** Paths of the first page's rows after the change: the newest, then those without a date. */
  readonly first: readonly string[];
  readonly broken: readonly string[];
  /** Months that have a page of their own. */
  readonly months: { readonly before: ReadonlySet<string>; readonly after: ReadonlySet<string> };
  /** Pages whose rows differ: months, and the empty text for the first page. */
  readonly dirty: ReadonlySet<string>;
  /** The paths of the rows of some months' pages, after the change. */
  pathsOf(months: readonly string[]): Map<string, string[]>;
}

/**
 * Goes through the rows once, newest first, before and after the change side by side. Only around the end of
 * the first page, where rows move from page to page, each is looked at; of the thousands below it is enough
 * to know which months there are.
 */
export function placesOf(
  kind: Kind,
  rows: RowSet,
  changed: ReadonlySet<string>,
  now: readonly Row[],
  newest: number,
): Places {
  const fresh = now.filter((row) => row.kind === kind && !row.stub).sort(newestFirst);
  const waiting = [...fresh];
  const first: string[] = [];
  const undated: string[] = [];
  const broken: string[] = [];
  const dirty = new Set<string>();
  const months = { before: new Set<string>(), after: new Set<string>() };
  const unsure: { path: string; instant: number }[] = [];
  const monthAt = monthReader();
  // Rows of before that go or are made anew, not yet met.
  let toMeet = [...changed].filter((path) => rows.at(path)?.kind === kind).length;
  let before = 0;
  let after = 0;

  const place = (path: string, month: () => string): void => {
    if (++after <= newest) {
      first.push(path);
      return;
    }
    months.after.add(month());
  };
  const placeFresh = (row: Row): void => {
    const isBroken = row.fault !== undefined;
    if (isBroken || instantOf(row.created) === undefined) {
      (isBroken ? broken : undated).push(row.path);
      dirty.add('');
      return;
    }
    const month = (row.created ?? '').slice(0, 7);
    place(row.path, () => month);
    dirty.add(after <= newest ? '' : month);
  };
  /** A dated row near the end of the first page, or one that changes. */
  const placeClosely = (path: string, stays: boolean): void => {
    const month = monthOf(rows, path);
    const was = ++before <= newest ? '' : month;
    if (was !== '') months.before.add(month);
    if (!stays) {
      dirty.add(was);
      return;
    }
    place(path, () => month);
    const is = after <= newest ? '' : month;
    if (was !== is) dirty.add(was).add(is);
  };
  const placeOdd = (head: RowHead): void => {
    const { path } = head;
    if (changed.has(path)) {
      toMeet -= 1;
      dirty.add('');
    } else (head.broken ? broken : undated).push(path);
  };

  rows.each((head) => {
    if (head.kind !== kind || head.stub) return undefined;
    for (let row = waiting[0]; row && isNewer(row, head); row = waiting[0]) {
      waiting.shift();
      placeFresh(row);
    }
    const { instant } = head;
    if (instant === undefined || head.broken) {
      placeOdd(head);
      return undefined;
    }
    const touched = toMeet > 0 && changed.has(head.path);
    if (touched) toMeet -= 1;
    if (touched || before >= newest !== after >= newest) placeClosely(head.path, !touched);
    else if (before < newest) {
      before += 1;
      after += 1;
      first.push(head.path);
    } else {
      before += 1;
      after += 1;
      const month = monthAt(instant);
      if (month === undefined) unsure.push({ path: head.path, instant });
      else {
        months.before.add(month);
        months.after.add(month);
        // Nothing goes, comes or is made anew among the others of this month: there is nothing to be learnt of them.
        if (toMeet === 0 && waiting.length === 0) return beginningOf(month);
      }
    }
    return undefined;
  });
  for (const row of waiting) placeFresh(row);

  const written = writtenMonths(rows, unsure);
  const aroundOf = monthsReader();
  for (const { path, instant } of unsure) {
    if (aroundOf(instant).every((month) => months.before.has(month) && months.after.has(month))) continue;
    const month = written().get(path) ?? '';
    months.before.add(month);
    months.after.add(month);
  }
  return {
    first: [...first, ...undated.sort(byIdIn)],
    broken,
    months,
    dirty,
    pathsOf: (wanted) => pathsByMonth(kind, rows, changed, fresh, new Set(first), new Set(wanted)),
  };
}

/** The paths that belong to some months' pages, newest first. */
function pathsByMonth(
  kind: Kind,
  rows: RowSet,
  changed: ReadonlySet<string>,
  fresh: readonly Row[],
  first: ReadonlySet<string>,
  wanted: ReadonlySet<string>,
): Map<string, string[]> {
  const found = new Map<string, string[]>([...wanted].map((month) => [month, []]));
  if (wanted.size === 0) return found;
  const waiting = [...fresh];
  const monthAt = monthReader();
  const aroundOf = monthsReader();
  const take = (path: string, month: string): void => {
    if (!first.has(path)) found.get(month)?.push(path);
  };
  const takeFresh = (row: Row): void => {
    if (row.fault === undefined && instantOf(row.created) !== undefined)
      take(row.path, (row.created ?? '').slice(0, 7));
  };
  const oldest = Math.min(...[...wanted].map((month) => Date.parse(`${month}-01T00:00:00Z`) - EAST));
  rows.each((head) => {
    const { instant } = head;
    // What comes now is older than any of these months, or has no date.
    if (instant === undefined || instant < oldest) return false;
    if (head.kind !== kind || head.stub || head.broken) return true;
    for (let row = waiting[0]; row && isNewer(row, head); row = waiting[0]) {
      waiting.shift();
      takeFresh(row);
    }
    const month = monthAt(instant);
    const certain = month !== undefined;
    if (certain ? !wanted.has(month) : !aroundOf(instant).some((one) => wanted.has(one))) return true;
    const { path } = head;
    if (!changed.has(path)) take(path, month ?? monthOf(rows, path));
    return true;
  });
  for (const row of waiting) takeFresh(row);
  return found;
}

const monthOf = (rows: RowSet, path: string): string => rows.at(path)?.created?.slice(0, 7) ?? '';

/** The months of rows whose instant does not tell; read when one is asked for, then all at once. */
function writtenMonths(rows: RowSet, unsure: readonly { path: string }[]): () => ReadonlyMap<string, string> {
  let known: Map<string, string> | undefined;
  return () => {
    if (known) return known;
    const paths = new Set(unsure.map(({ path }) => path));
    const found = rows.where(({ path }) => paths.has(path), paths.size);
    known = new Map(found.map(({ path, created }) => [path, created?.slice(0, 7) ?? '']));
    return known;
  };
}

function isNewer(row: Row, head: RowHead): boolean {
  const instant = instantOf(row.created);
  if (instant !== head.instant) {
    return head.instant === undefined || (instant !== undefined && instant > head.instant);
  }
  return row.id > head.id;
}

function newestFirst(a: Row, b: Row): number {
  const [one, other] = [instantOf(a.created), instantOf(b.created)];
  if (one !== other) return one === undefined ? 1 : other === undefined ? -1 : other - one;
  return a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
}

/** Newest id first; rows without a date have nothing else to go by. */
function byIdIn(a: string, b: string): number {
  const [one, other] = [idFromPath(a), idFromPath(b)];
  return one < other ? 1 : one > other ? -1 : 0;
}
