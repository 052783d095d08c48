import { closerReader } from '../../work/item-closers.ts';
import type { Item, Row } from '../../work/row.ts';

/** An entry of Waiting On or Open Questions, as it stands by now. */
export interface ShownItem {
  readonly item: Item;
  readonly type: 'waiting' | 'question';
  /** The record that has it in its `closes`, if one has. */
  readonly closer: Row | undefined;
}

/** The items of a record; undefined of a kind that has none. */
export function shownItems(row: Row, rows: readonly Row[]): ShownItem[] | undefined {
  if (row.kind !== 'session' && row.kind !== 'plan') return undefined;
  const { waiting = [], questions = [] } = row;
  if (waiting.length + questions.length === 0) return [];
  const closer = closerReader(rows);
  const shown = (type: ShownItem['type']) => (item: Item) => ({ item, type, closer: closer(row, item) });
  return [...waiting.map(shown('waiting')), ...questions.map(shown('question'))];
}

/** What the text has as open and other records have closed, by record: `RT-260512-01` with `w1`, `q2`. */
export function closedElsewhere(items: readonly ShownItem[]): Map<string, string[]> {
  const by = new Map<string, string[]>();
  for (const { item, closer } of items) {
    if (!item.open || closer === undefined) continue;
    by.set(closer.id, [...(by.get(closer.id) ?? []), item.id]);
  }
  return by;
}

/** The same for a program. */
export const itemData = ({ item, type, closer }: ShownItem): Record<string, unknown> => ({
  id: item.id,
  type,
  text: item.text,
  for: item.for ?? null,
  open: item.open && closer === undefined,
  closed_by: closer?.id ?? null,
  line: item.line,
});
