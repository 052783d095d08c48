import { notBefore } from './order.ts';
import type { Item, Row } from './row.ts';

/** An item that nobody has ticked or closed yet. */
export interface OpenItem {
  /** `RT-260510-02#w1` */
  readonly ref: string;
  readonly text: string;
  readonly type: 'waiting' | 'question';
  /** Operator slug: whoever is named, else whose record it is. Absent where neither is known. */
  readonly for?: string;
  /** Whose record it is. */
  readonly from?: string;
  /** As the record has it. */
  readonly created?: string;
  readonly path: string;
  /** 1-based line in that file. */
  readonly line: number;
}

/**
 * Every open item of the rows, in their order: not ticked, and not named by the `closes` of any record that is not
 * older. Items of superseded sessions stay open until closed. An alias means its record unless it is a live id.
 */
export function openItems(rows: readonly Row[]): OpenItem[] {
  const closers = closersOf(rows);
  const open: OpenItem[] = [];
  for (const row of rows) {
    if (row.stub || (!row.waiting && !row.questions)) continue;
    const isOpen = (item: Item): boolean =>
      item.open &&
      !closers
        .get(`${row.id}#${item.id}`)
        ?.some((closer) => closer === row || notBefore(closer.created, row.created));
    for (const item of row.waiting ?? []) if (isOpen(item)) open.push(openItem(row, item, 'waiting'));
    for (const item of row.questions ?? []) if (isOpen(item)) open.push(openItem(row, item, 'question'));
  }
  return open;
}

/** The open items that wait for one operator. */
export function waitingOn(rows: readonly Row[], slug: string): OpenItem[] {
  return openItems(rows).filter((item) => item.type === 'waiting' && item.for === slug);
}

function openItem(row: Row, item: Item, type: OpenItem['type']): OpenItem {
  const whom = item.for ?? row.owner;
  return {
    ref: `${row.id}#${item.id}`,
    text: item.text,
    type,
    ...(whom === undefined ? {} : { for: whom }),
    ...(row.owner === undefined ? {} : { from: row.owner }),
    ...(row.created === undefined ? {} : { created: row.created }),
    path: row.path,
    line: item.line,
  };
}

/** Who closes what, by `id#item`. */
function closersOf(rows: readonly Row[]): Map<string, Row[]> {
  const closing = rows.filter((row) => row.closes);
  const closers = new Map<string, Row[]>();
  if (closing.length === 0) return closers;
  const live = new Set(rows.map((row) => row.id));
  const holders = new Map<string, string>();
  for (const row of rows) {
    for (const alias of row.aliases ?? []) if (!live.has(alias)) holders.set(alias, row.id);
  }
  for (const row of closing) {
    for (const closed of row.closes ?? []) {
      const hash = closed.indexOf('#');
      const id = closed.slice(0, hash);
      const ref = `${holders.get(id) ?? id}#${closed.slice(hash + 1).toLowerCase()}`;
      const known = closers.get(ref);
      if (known) known.push(row);
      else closers.set(ref, [row]);
    }
  }
  return closers;
}
