import type { Item } from '../../work/row.ts';
import type { SiteRecord } from '../model.ts';
import type { Person } from './card.ts';
import type { TextAround } from './nearby.ts';
import type { Ref } from './ref.ts';

/** An entry of Waiting On or Open Questions, with what has become of it. */
export interface ItemView {
  readonly id: string;
  readonly text: string;
  readonly whom: Person | null;
  /** Somebody is named after `@` whom nobody knows: the text says who. */
  readonly ofStranger: boolean;
  readonly state: 'open' | 'ticked' | 'closed';
  /** The record that has closed it. */
  readonly by: Ref | null;
}

/** The items of a record, by the section they stand in. */
export interface ItemViews {
  readonly waiting: readonly ItemView[];
  readonly questions: readonly ItemView[];
}

/** Says what has become of a record's items. */
export function itemsOf({ row }: SiteRecord, around: TextAround['items']): ItemViews {
  const view = (item: Item, at: number): ItemView => {
    const { closer = null, whom = null, stranger = null } = around[at] ?? {};
    return {
      id: item.id,
      text: stranger === null ? item.text : `@${stranger}: ${item.text}`,
      whom,
      ofStranger: stranger !== null,
      state: closer ? 'closed' : item.open ? 'open' : 'ticked',
      by: closer,
    };
  };
  const { waiting = [], questions = [] } = row;
  return {
    waiting: waiting.map(view),
    questions: questions.map((item, at) => view(item, waiting.length + at)),
  };
}
