import { readEntry } from '../record/markdown-entry.ts';
import type { Entry } from '../record/markdown-entry.ts';
import { plainText } from '../record/markdown-plain.ts';
import type { Body, Section } from '../record/sections.ts';
import type { Item } from './row.ts';

/** `w` for Waiting On, `q` for Open Questions. */
export type ItemPrefix = 'w' | 'q';

/** The section that holds the items of a prefix. */
export const ITEM_SECTION: Readonly<Record<ItemPrefix, string>> = { w: 'Waiting On', q: 'Open Questions' };

// "None." under Waiting On waits for nobody.
const NOTHING = /^(?:none|nothing|nobody|no one|n\/a|-|–|—|нет|ничего|никто|никого)[.!]?$/i;
const WHO = /^@([A-Za-z0-9][A-Za-z0-9_-]{0,63})(?=$|[\s:,.—–-])\s*[:,.—–-]?\s*/;

/** An item with its place in the body, for those who edit it. */
export interface PlacedItem extends Item {
  readonly entry: Entry;
  /** The id stands in the text; otherwise it is the one that canon would write. */
  readonly written: boolean;
}

/**
 * The items of one prefix in a body: list entries, with a box or without, `- [ ] w1 @sergei: approve …`.
 * `bodyLine` is the file's line that the body begins on.
 */
export function itemsOf(body: Body, prefix: ItemPrefix, bodyLine = 1): Item[] {
  return placedItems(body, prefix, bodyLine).map(({ entry: _entry, written: _written, ...item }) => item);
}

/** The same with their places. Ids that are missing or there twice get the next free one, as `withItemIds` writes them. */
export function placedItems(
  body: Body,
  prefix: ItemPrefix,
  bodyLine = 1,
  taken: Iterable<string> = [],
): PlacedItem[] {
  const found = body.sections
    .filter((section) => section.key === ITEM_SECTION[prefix])
    .flatMap((section) => entriesOf(body, section));
  const pattern = new RegExp(
    `^(?:\\*\\*|\`)?(${prefix}[1-9]\\d{0,5})(?:\\*\\*|\`)?(?=$|[\\s:.,@)—–-])[:.,)]?\\s*`,
    'i',
  );
  const ids = found.map((entry) => pattern.exec(entry.text)?.[1]?.toLowerCase());
  let highest = 0;
  for (const id of [...ids, ...taken]) {
    if (id?.startsWith(prefix)) highest = Math.max(highest, Number(id.slice(1)) || 0);
  }
  const seen = new Set<string>();
  return found.map((entry, i) => {
    let id = ids[i];
    const written = id !== undefined && !seen.has(id);
    if (id === undefined || !written) id = `${prefix}${++highest}`;
    seen.add(id);
    let text = ids[i] === undefined ? entry.text : entry.text.replace(pattern, '');
    const who = WHO.exec(text);
    if (who) text = text.slice(who[0].length);
    return {
      id,
      text: plainText(text),
      ...(who?.[1] === undefined ? {} : { for: who[1].toLowerCase() }),
      open: entry.box === undefined || entry.box === ' ',
      line: entry.line + bodyLine - 1,
      entry,
      written,
    };
  });
}

function entriesOf(body: Body, section: Section): Entry[] {
  const entries: Entry[] = [];
  for (const item of section.items) {
    const entry = readEntry(body.source, item);
    const said = entry.text.replace(/<!--.*?(?:-->|$)/gs, '').trim();
    if (said !== '' && !(entry.box === undefined && NOTHING.test(said))) entries.push(entry);
  }
  return entries;
}

/**
 * The body with a box and an id on every item of both sections. Ids that stand there stay; new ones come after the
 * highest that is there or in `taken` (ids that the record once had), so that none is given twice.
 */
export function withItemIds(body: Body, taken: Iterable<string> = []): string {
  const used = [...taken];
  const inserts: { at: number; to: number; text: string }[] = [];
  for (const prefix of ['w', 'q'] as const) {
    for (const { id, written, entry } of placedItems(body, prefix, 1, used)) {
      const box = entry.box === undefined ? '[ ] ' : '';
      if (written && box === '') continue;
      const second = !written && new RegExp(`^${prefix}\\d+[:.,)]?\\s+`, 'i').exec(entry.text);
      inserts.push({
        at: entry.textAt,
        to: entry.textAt + (second ? second[0].length : 0),
        text: written ? box : `${box}${id} `,
      });
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

export { openItems } from './open-items.ts';
export type { OpenItem } from './open-items.ts';
