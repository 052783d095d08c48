import type { Item } from '../../work/row.ts';
import type { SiteRecord } from '../model.ts';
import type { Around } from './around.ts';
import type { Person } from './card.ts';
import { type Ref, refOf } from './ref.ts';

/** An entry of Waiting On or Open Questions, with what has become of it. */
export interface ItemView {
  readonly id: string;
  readonly text: string;
  readonly whom: Person | null;
  readonly state: 'open' | 'ticked' | 'closed';
  /** The record that has closed it. */
  readonly by: Ref | null;
}

/** The items of a record, by the section they stand in. */
export interface ItemViews {
  readonly waiting: readonly ItemView[];
  readonly questions: readonly ItemView[];
}

/** Looks up what has become of a record's items. */
export function itemsOf({ row }: SiteRecord, around: Around): ItemViews {
  const view = (item: Item): ItemView => {
    const closer = item.open ? around.closerOf(row, item) : undefined;
    const by = closer && around.byPath(closer.path);
    return {
      id: item.id,
      text: item.text,
      whom: around.person(item.for ?? row.owner),
      state: closer ? 'closed' : item.open ? 'open' : 'ticked',
      by: by ? refOf(by) : null,
    };
  };
  return { waiting: (row.waiting ?? []).map(view), questions: (row.questions ?? []).map(view) };
}
