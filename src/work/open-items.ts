import { closerReader } from './item-closers.ts';
import type { Item, Row } from './row.ts';

/** An item that nobody has ticked or closed yet. */
export interface OpenItem {
  /** `RT-260510-02#w1` */
  readonly ref: string;
  readonly text: string;
  readonly type: 'waiting' | 'question';
  /** Operator slug: whoever is named, else whose record it is. Absent where neither is known. */
  readonly for?: string;
  /** Somebody is named after `@`, and there is one of that name. */
  readonly named?: true;
  /** Whose record it is. */
  readonly from?: string;
  /** As the record has it. */
  readonly created?: string;
  readonly path: string;
  /** 1-based line in that file. */
  readonly line: number;
}

/** What rows alone do not say. */
export interface ItemSight {
  /** The operator slug that a name after `@` means; undefined where nobody is called so. */
  readonly whom?: (name: string) => string | undefined;
  /** Whether a record that is not among the rows has an id. */
  readonly isLive?: (id: string) => boolean;
}

/**
 * Every open item of the rows, in their order: not ticked, and not named by the `closes` of any record that is not
 * older, whoever wrote either. Items of superseded sessions stay open until closed. One that names nobody there is waits
 * for whoever wrote it, so that somebody sees it.
 */
export function openItems(rows: readonly Row[], { whom, isLive }: ItemSight = {}): OpenItem[] {
  const closer = closerReader(rows, isLive);
  const open: OpenItem[] = [];
  for (const row of rows) {
    if (row.stub || (!row.waiting && !row.questions)) continue;
    const add = (items: readonly Item[] | undefined, type: OpenItem['type']): void => {
      for (const item of items ?? []) {
        if (item.open && closer(row, item) === undefined) open.push(openItem(row, item, type, whom));
      }
    };
    add(row.waiting, 'waiting');
    add(row.questions, 'question');
  }
  return open;
}

/** The open items that wait for one operator: what is waited for, and questions of others that name them. */
export const isWaitingFor = (item: OpenItem, slug: string): boolean =>
  item.for === slug && (item.type === 'waiting' || (item.named === true && item.from !== slug));

function openItem(row: Row, item: Item, type: OpenItem['type'], whom: ItemSight['whom']): OpenItem {
  const named = item.for === undefined ? undefined : whom ? whom(item.for) : item.for;
  const person = named ?? row.owner;
  return {
    ref: `${row.id}#${item.id}`,
    text: item.for !== undefined && named === undefined ? `@${item.for}: ${item.text}` : item.text,
    type,
    ...(person === undefined ? {} : { for: person }),
    ...(named === undefined ? {} : { named: true }),
    ...(row.owner === undefined ? {} : { from: row.owner }),
    ...(row.created === undefined ? {} : { created: row.created }),
    path: row.path,
    line: item.line,
  };
}
