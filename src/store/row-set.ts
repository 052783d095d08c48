import type { Kind } from '../record/kinds.ts';
import { compareNewest, instantOf } from '../work/order.ts';
import type { Row } from '../work/row.ts';
import { BITS, bitsOf, headOf, idIn, type RowHead, type Word, wordOf } from './row-head.ts';
import type { RowTable } from './row-table.ts';

/** Rows, newest first (`compareNewest`, then by path), of which only those that are asked for are parsed. */
export interface RowSet {
  readonly size: number;
  /** Every row. */
  all(): Row[];
  /** The rows that pass the test, newest first, at most `limit`; parses those and no others. */
  where(test: (head: RowHead) => boolean, limit?: number): Row[];
  /** How many pass the test; parses none. */
  count(test: (head: RowHead) => boolean): number;
  /** The rows that have a value in a column of words, in no order; looks at no others. */
  having(word: Word, value: string): Row[];
  /** The rows that have a bit, in no order; looks at no others. */
  marked(name: keyof typeof BITS): Row[];
  /** The rows of these ids, in no order. */
  called(ids: ReadonlySet<string>): Row[];
  /** How many are stubs, which readers skip. */
  stubs(): number;
  /** Looks at every head, newest first, until the visitor says otherwise. */
  each(visit: (head: RowHead, entry: RowEntry) => Onwards): void;
  /** The row at a path. */
  at(path: string): Row | undefined;
  /** Ids, of one kind or of all. */
  ids(kind?: Kind): Set<string>;
}

/** Whether to go on: false ends it, a number goes on with what is older than this instant, and what has no date. */
export type Onwards = boolean | number | void;

/** What there is of a row besides its head. As good as the head: for as long as the call lasts. */
export interface RowEntry {
  row(): Row;
  /** What a row is made of that nobody has made yet: its frontmatter and more, each byte as a letter. */
  source(): string | undefined;
}

/**
 * A table with some of its rows taken away and others put in: what the work tree has made of a commit.
 * @param hidden paths whose rows in the table do not count
 */
export function rowSet(
  table: RowTable | undefined,
  hidden: ReadonlySet<string> = new Set(),
  extra: readonly Row[] = [],
): RowSet {
  const away = table ? indexesOf(table, hidden) : [];
  const added = [...extra].sort((a, b) => compareNewest(a, b) || (a.path < b.path ? -1 : 1));
  const size = (table?.count ?? 0) - away.length + added.length;

  // Where each added row comes in, so that a walk of twenty thousand compares nothing.
  const places = table ? added.map((row) => placeIn(table, row)) : [];

  // Walks the table and the added rows in step; `take` is told which of the two is next.
  const walk = (take: (head: RowHead, entry: RowEntry) => Onwards): void => {
    let [at, next, gone] = [0, 0, 0];
    const count = table?.count ?? 0;
    const cursor = table?.cursor();
    const here: RowEntry = {
      row: () => (table as RowTable).row(at),
      source: () => table?.source(at),
    };
    const addedHere: RowEntry = { row: () => added[next] as Row, source: () => undefined };
    while (at < count || next < added.length) {
      const isAdded = next < added.length && (places[next] ?? count) <= at;
      if (!isAdded && away[gone] === at) {
        gone += 1;
        at += 1;
        continue;
      }
      if (!isAdded && cursor) cursor.at = at;
      const onwards = isAdded ? take(headOf(added[next] as Row), addedHere) : cursor && take(cursor, here);
      if (onwards === false) return;
      if (isAdded) next += 1;
      else at += 1;
      if (typeof onwards !== 'number') continue;
      if (table) at = Math.max(at, firstOlder(table, onwards));
      while ((away[gone] ?? count) < at) gone += 1;
      while (next < added.length && isAtLeast(added[next] as Row, onwards)) next += 1;
    }
  };

  return {
    size,
    all() {
      const rows: Row[] = [];
      walk((_, entry) => void rows.push(entry.row()));
      return rows;
    },
    where(test, limit = Number.POSITIVE_INFINITY) {
      const rows: Row[] = [];
      if (limit < 1) return rows;
      walk((head, entry) => {
        if (test(head)) rows.push(entry.row());
        return rows.length < limit;
      });
      return rows;
    },
    count(test) {
      let found = 0;
      walk((head) => {
        if (test(head)) found += 1;
      });
      return found;
    },
    having(word, value) {
      const gone = new Set(away);
      const indexes = table?.indexes(word, value).filter((at) => !gone.has(at)) ?? [];
      const rows = indexes.flatMap((at) => table?.row(at) ?? []);
      return [...rows, ...added.filter((row) => wordOf(row, word) === value)];
    },
    marked(name) {
      const gone = new Set(away);
      const indexes = table?.having(name).filter((at) => !gone.has(at)) ?? [];
      const rows = indexes.flatMap((at) => table?.row(at) ?? []);
      return [...rows, ...added.filter((row) => (bitsOf(row) & BITS[name]) !== 0)];
    },
    called(ids) {
      const gone = new Set(away);
      const isOne = (path: string, at: number): boolean => ids.has(idIn(path)) && !gone.has(at);
      const rows = table?.paths().flatMap((path, at) => (isOne(path, at) ? [table.row(at)] : [])) ?? [];
      return [...rows, ...added.filter(({ id }) => ids.has(id))];
    },
    stubs() {
      if (!table) return added.filter((row) => row.stub).length;
      const inTable = table.countOf('stub');
      const isGone = (at: number): boolean => table.row(at).stub === true;
      const gone = inTable === 0 ? 0 : away.filter(isGone).length;
      return inTable - gone + added.filter((row) => row.stub).length;
    },
    each: walk,
    at(path) {
      const here = added.find((row) => row.path === path);
      if (here || !table || hidden.has(path)) return here;
      const index = table.indexOf(path);
      return index < 0 ? undefined : table.row(index);
    },
    ids(kind) {
      const ids = new Set<string>();
      walk((head) => {
        if (kind === undefined || head.kind === kind) ids.add(head.id);
      });
      return ids;
    },
  };
}

const FEW = 30;

/** Where some paths stand in a table, ascending. */
function indexesOf(table: RowTable, paths: ReadonlySet<string>): number[] {
  // Looking for one is much quicker than asking a set about each.
  if (paths.size < FEW) {
    const found = Array.from(paths, (path) => table.indexOf(path)).filter((at) => at >= 0);
    return found.sort((a, b) => a - b);
  }
  return table.paths().flatMap((path, at) => (paths.has(path) ? [at] : []));
}

const isAtLeast = (row: Row, instant: number): boolean => (instantOf(row.created) ?? -Infinity) >= instant;

/** The first row of a table that is older than an instant, or has none. */
function firstOlder(table: RowTable, instant: number): number {
  let [from, to] = [0, table.count];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((table.instant(middle) ?? -Infinity) < instant) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** The first row of a table that comes after this one; both are in the order of `compareNewest`. */
function placeIn(table: RowTable, row: Row): number {
  const instant = instantOf(row.created);
  let [from, to] = [0, table.count];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isBefore(row, instant, table, middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

function isBefore(row: Row, mine: number | undefined, table: RowTable, at: number): boolean {
  const theirs = table.instant(at);
  if (mine !== theirs) return theirs === undefined || (mine !== undefined && mine > theirs);
  const path = table.path(at);
  const id = idIn(path);
  // Two files with one id: by path, so that the order never depends on which of them is in the table.
  return row.id === id ? row.path < path : row.id > id;
}
