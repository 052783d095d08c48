import { readOutline } from '../record/markdown-outline.ts';
import { splitSections } from '../record/sections.ts';
import { ITEM_SECTION, type ItemPrefix, type PlacedItem, placedItems, withItemIds } from '../work/items.ts';

/** An item that the record had before: the same words keep their id when the list is written anew. */
export interface KnownItem {
  readonly id: string;
  readonly text: string;
}

const NOTHING =
  /^(?:[-*+]\s*)?(?:\[ \]\s*)?(?:[-–—]|none|nothing|nobody|no ?one|n\/?a|no|нет|ничего|никого|никто)?[.!]?$/i;
// Whoever wrote one of these meant it to stand as it is.
const MORE_THAN_PARAGRAPHS = /^ {0,3}(?:```|~~~|>|\||#{1,6} )/m;

/**
 * Writes a section as the items of records.md: `- [ ] w1 @sergei: approve the sender`. Text without any list
 * is an entry for each paragraph. A section that says "none" has no items and comes back empty. Ids of
 * `known` items are given again only to the same words.
 */
export async function numberItems(
  text: string,
  prefix: ItemPrefix,
  known: readonly KnownItem[] = [],
): Promise<string> {
  if (NOTHING.test(text.trim())) return '';
  const heading = `## ${ITEM_SECTION[prefix]}\n\n`;
  const taken = known.map(({ id }) => id);
  let source = heading + text;
  let outline = await readOutline(source);
  if (outline.items.length === 0 && !MORE_THAN_PARAGRAPHS.test(text)) {
    source = heading + asList(text);
    outline = await readOutline(source);
  }
  const named = nameAgain(
    source,
    placedItems(splitSections('session', source, outline), prefix, 1, taken),
    known,
  );
  if (named !== source) outline = await readOutline(named);
  return withItemIds(splitSections('session', named, outline), taken)
    .slice(heading.length)
    .trimEnd();
}

const asList = (text: string): string =>
  text
    .split(/\n(?:[ \t]*\n)+/)
    .map((paragraph) => `- ${paragraph.trim().replace(/\s*\n\s*/g, '\n  ')}`)
    .join('\n');

/** Puts the old id before words that had one. */
function nameAgain(source: string, placed: readonly PlacedItem[], known: readonly KnownItem[]): string {
  const used = new Set(placed.filter(({ written }) => written).map(({ item }) => item.id));
  let out = '';
  let from = 0;
  for (const { item, entry, written } of placed) {
    const before = written
      ? undefined
      : known.find(({ id, text }) => !used.has(id) && sameWords(text, item.text));
    if (before === undefined) continue;
    used.add(before.id);
    out += `${source.slice(from, entry.textAt)}${before.id} `;
    from = entry.textAt;
  }
  return out + source.slice(from);
}

const words = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();
const sameWords = (one: string, other: string): boolean => words(one) === words(other);
