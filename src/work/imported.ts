import type { Item, Row } from './row.ts';

/**
 * Whether nobody has handed a session off to canon: it was imported, or made of what machines recorded. Whoever has
 * looked after it says so by its status, and it is like any other from then on.
 */
export const isImported = ({ kind, status }: Pick<Row, 'kind' | 'status'>): boolean =>
  kind === 'session' && (status === 'imported' || status === 'auto');

/** What comes first where one session of several is picked: one handed off by hand, an imported one, a machine's. */
export type Making = 'hand' | 'imported' | 'auto';

/** How a session came to be, as its status says. */
export const makingOf = (status: string | undefined): Making =>
  status === 'auto' ? 'auto' : status === 'imported' ? 'imported' : 'hand';

/**
 * What an item says and to whom: where another of an imported session has the same, it is that one, copied from
 * handoff to handoff. Case, blanks and the stop at the end make no difference.
 *
 * @param prefix `w`, `q`
 * @param whom slug of whoever is named, else whose record it is
 */
export function sameWords(prefix: string, whom: string | undefined, text: string): string {
  const said = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[\s.!;:,…]+$/, '');
  return `${prefix} ${whom?.toLowerCase() ?? ''} ${said || text}`;
}

/** The same of an item as a row has it. */
export const wordsOfItem = (row: Pick<Row, 'owner'>, item: Pick<Item, 'id' | 'text' | 'for'>): string =>
  sameWords(item.id.charAt(0), item.for ?? row.owner, item.text);
