import type { Kind } from '../record/kinds.ts';
import { readEntry } from '../record/markdown-entry.ts';
import type { Entry } from '../record/markdown-entry.ts';
import { plainText } from '../record/markdown-plain.ts';
import type { Body, Section } from '../record/sections.ts';
import type { Item, Row } from './row.ts';

/** `w` for Waiting On, `q` for Open Questions. */
export type ItemPrefix = 'w' | 'q';

/** The section that holds the items of a prefix. */
export const ITEM_SECTION: Readonly<Record<ItemPrefix, string>> = { w: 'Waiting On', q: 'Open Questions' };

// "None." under Waiting On waits for nobody.
const NOTHING = /^(?:none|nothing|nobody|no one|n\/a|-|–|—|нет|ничего|никто|никого)[.!]?$/i;
const WHO = /^@([A-Za-z0-9][A-Za-z0-9_-]{0,63})(?=$|[\s:,.—–-])\s*[:,.—–-]?\s*/;

const ID: Readonly<Record<ItemPrefix, RegExp>> = { w: idPattern('w'), q: idPattern('q') };

function idPattern(prefix: ItemPrefix): RegExp {
  return new RegExp(
    `^(?:\\*\\*|\`)?(${prefix}[1-9]\\d{0,5})(?:\\*\\*|\`)?(?=$|[\\s:.,)@—–-])[:.,)]?\\s*`,
    'i',
  );
}

/** An item and where it stands in the body, for those who edit it. */
export interface PlacedItem {
  readonly item: Item;
  readonly entry: Entry;
  /** The id stands in the text; otherwise it is the one that canon would write. */
  readonly written: boolean;
  /** Length of the id, with what separates it, at the beginning of the entry's text. */
  readonly idLength: number;
}

/**
 * The items of one prefix in a body: list entries, with a box or without, `- [ ] w1 @sergei: approve …`.
 * `bodyLine` is the file's line that the body begins on.
 */
export function itemsOf(body: Body, prefix: ItemPrefix, bodyLine = 1): Item[] {
  return placedItems(body, prefix, bodyLine).map((placed) => placed.item);
}

/** The items of a row. */
export type ItemLists = Pick<Row, 'waiting' | 'questions'>;

/** The items of a body by prefix, as far as a kind has such and there are any. */
export function itemLists(kind: Kind, body: Body, bodyLine: number): ItemLists {
  const waiting = kind === 'session' ? itemsOf(body, 'w', bodyLine) : [];
  const questions = kind === 'session' || kind === 'plan' ? itemsOf(body, 'q', bodyLine) : [];
  return { ...(waiting.length > 0 && { waiting }), ...(questions.length > 0 && { questions }) };
}

/**
 * The same with their places. Ids that are missing, or there for the second time, get the next one after the highest
 * that is there or in `taken`, as `withItemIds` writes them.
 */
export function placedItems(
  body: Body,
  prefix: ItemPrefix,
  bodyLine = 1,
  taken: Iterable<string> = [],
): PlacedItem[] {
  const name = ITEM_SECTION[prefix];
  const entries: Entry[] = [];
  for (const section of body.sections) if (section.key === name) addEntries(body, section, entries);
  if (entries.length === 0) return [];
  const ids = entries.map((entry) => ID[prefix].exec(entry.text));
  let highest = 0;
  const count = (id: string | undefined): void => {
    if (id?.charAt(0).toLowerCase() === prefix) highest = Math.max(highest, Number(id.slice(1)) || 0);
  };
  for (const found of ids) count(found?.[1]);
  for (const id of taken) count(id);
  const seen = new Set<string>();
  return entries.map((entry, i): PlacedItem => {
    const own = ids[i]?.[1]?.toLowerCase();
    const written = own !== undefined && !seen.has(own);
    const id = written ? own : `${prefix}${++highest}`;
    seen.add(id);
    const idLength = ids[i]?.[0].length ?? 0;
    const said = idLength === 0 ? entry.text : entry.text.slice(idLength);
    const who = said.startsWith('@') ? WHO.exec(said) : null;
    const text = plainText(who ? said.slice(who[0].length) : said);
    const open = entry.box === undefined || entry.box === ' ';
    const line = entry.line + bodyLine - 1;
    const slug = who?.[1]?.toLowerCase();
    const item: Item = slug === undefined ? { id, text, open, line } : { id, text, for: slug, open, line };
    return { item, entry, written, idLength };
  });
}

function addEntries(body: Body, section: Section, entries: Entry[]): void {
  for (const item of section.items) {
    const entry = readEntry(body.source, item);
    const said = entry.text.includes('<!--')
      ? entry.text.replace(/<!--.*?(?:-->|$)/gs, '').trim()
      : entry.text;
    if (said !== '' && !(entry.box === undefined && NOTHING.test(said))) entries.push(entry);
  }
}

/**
 * The body with a box and an id on every item of both sections. Ids that stand there stay; new ones come after the
 * highest that is there or in `taken` (ids that the record once had), so that none is given twice.
 */
export function withItemIds(body: Body, taken: Iterable<string> = []): string {
  const used = [...taken];
  const inserts: { at: number; to: number; text: string }[] = [];
  for (const prefix of ['w', 'q'] as const) {
    for (const { item, written, entry, idLength } of placedItems(body, prefix, 1, used)) {
      const box = entry.box === undefined ? '[ ] ' : '';
      if (written && box === '') continue;
      const id = written ? '' : `${item.id} `;
      inserts.push({ at: entry.textAt, to: entry.textAt + (written ? 0 : idLength), text: box + id });
    }
  }
  let out = '';
  let from = 0;
  for (const { at, to, text } of inserts.sort((a, b) => a.at - b.at)) {
    out += body.source.slice(from, at) + text;
    from = to;
  }
  return out + body.source.slice(from);
}
