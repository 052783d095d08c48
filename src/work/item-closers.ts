import { isImported, wordsOfItem } from './imported.ts';
import { notBefore } from './order.ts';
import type { Item, Row } from './row.ts';

/** The record that has closed an item by naming it in its `closes`, if one has. */
export type CloserReader = (row: Row, item: Pick<Item, 'id' | 'text' | 'for'>) => Row | undefined;

/** Kinds that have items: an id of another kind is no item's. */
const hasItems = ({ kind }: Pick<Row, 'kind'>): boolean => kind === 'session' || kind === 'plan';

const KIND = /^(?:session|workstream|plan|adr|learning):/;

/** The two halves of `RT-260510-02#w1`; the kind in `plan:the-plan#q1` is no part of the id. */
export function splitItemRef(ref: string): { readonly id: string; readonly item: string } {
  const hash = ref.lastIndexOf('#');
  return { id: ref.slice(0, hash).replace(KIND, ''), item: ref.slice(hash + 1).toLowerCase() };
}

/**
 * Who closes what. An item is closed by a record that is not older than the item's own; an alias means its record
 * unless it is a live id. What closes an item closes the same words in imported sessions, too: people copied them from
 * handoff to handoff, and only one of them is shown.
 *
 * @param isLive whether a record that is not among the rows has an id
 */
export function closerReader(rows: readonly Row[], isLive?: (id: string) => boolean): CloserReader {
  const closers = closersOf(rows, isLive);
  if (closers.size === 0) return () => undefined;
  let copies: ReadonlyMap<string, readonly Row[]> | undefined;
  return (row, item) => {
    const closes = (closer: Row): boolean => closer === row || notBefore(closer.created, row.created);
    const own = closers.get(`${row.id}#${item.id}`)?.find(closes);
    if (own || !isImported(row)) return own;
    return (copies ??= closersByWords(rows, closers)).get(wordsOfItem(row, item))?.find(closes);
  };
}

/** The same closers by the words of what they close. */
function closersByWords(
  rows: readonly Row[],
  closers: ReadonlyMap<string, readonly Row[]>,
): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    for (const item of [...(row.waiting ?? []), ...(row.questions ?? [])]) {
      const by = closers.get(`${row.id}#${item.id}`);
      if (!by) continue;
      const words = wordsOfItem(row, item);
      found.set(words, [...(found.get(words) ?? []), ...by]);
    }
  }
  return found;
}

function closersOf(rows: readonly Row[], isLive?: (id: string) => boolean): Map<string, Row[]> {
  const closing = rows.filter((row) => row.closes);
  const closers = new Map<string, Row[]>();
  if (closing.length === 0) return closers;
  const live = new Set(rows.filter(hasItems).map((row) => row.id));
  const holders = new Map<string, string>();
  for (const row of rows.filter(hasItems)) {
    for (const alias of row.aliases ?? []) {
      if (!live.has(alias) && isLive?.(alias) !== true) holders.set(alias, row.id);
    }
  }
  for (const row of closing) {
    for (const closed of row.closes ?? []) {
      const { id, item } = splitItemRef(closed);
      const ref = `${holders.get(id) ?? id}#${item}`;
      const known = closers.get(ref);
      if (known) known.push(row);
      else closers.set(ref, [row]);
    }
  }
  return closers;
}
