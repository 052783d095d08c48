import { isImported } from './imported.ts';
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
  /** Its session was imported: nobody has handed it off to canon. */
  readonly imported?: true;
}

/** Says whose slug a name after `@` is. */
export type WhomReader = (name: string) => string | undefined;

/**
 * The operators that a name after `@` may mean, by slug or initials in any case. Where there are no operators, everybody
 * is there.
 */
export function whomReader(
  operators: readonly { readonly slug: string; readonly initials: string }[],
): WhomReader {
  const fold = (text: string): string => text.normalize('NFC').toLowerCase();
  const slugs = new Map<string, string>();
  for (const { slug } of operators) slugs.set(fold(slug), slug);
  for (const { slug, initials } of operators) if (!slugs.has(fold(initials))) slugs.set(fold(initials), slug);
  return operators.length === 0 ? (name) => name : (name) => slugs.get(fold(name));
}

/** What rows alone do not say. */
export interface ItemSight {
  /** The operator slug that a name after `@` means; undefined where nobody is called so. See `whomReader`. */
  readonly whom?: WhomReader;
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
export const isWaitingFor = (item: OpenItem, slug: string): boolean => waitsOn(item) === slug;

/**
 * Whom an item waits for: whoever is named, else whose record it is. A question waits for somebody else who is named,
 * or for nobody in particular.
 */
export const waitsOn = ({ type, named, for: whom, from }: OpenItem): string | undefined =>
  type === 'waiting' || (named === true && whom !== from) ? whom : undefined;

/** An item of a row, as if it were open. */
export function openItem(row: Row, item: Item, type: OpenItem['type'], whom: ItemSight['whom']): OpenItem {
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
    ...(isImported(row) ? { imported: true } : {}),
  };
}
