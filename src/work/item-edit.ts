import { CanonError } from '../fault/error.ts';
import { splitDocument } from '../record/document.ts';
import { escapeInline } from '../record/markdown-write.ts';
import { safeLine } from '../text/safe.ts';
import { readBody } from './document.ts';
import type { Edit, ItemChange, ItemRef } from './edit.ts';
import { type ItemPrefix, type PlacedItem, placedItems } from './items.ts';

/** What stands before the reason of a closed item. */
export const CLOSED = ' — closed: ';

/** An item as an edit has to know it, among those of its list. */
export function itemRef({ item: { id, text }, written }: PlacedItem, all: readonly PlacedItem[]): ItemRef {
  if (written) return { id, text, written };
  const before = all
    .slice(
      0,
      all.findIndex(({ item }) => item.id === id),
    )
    .filter((one) => !one.written && prefixOf(one.item.id) === prefixOf(id))
    .map(({ item }) => ({ id: item.id, text: item.text }));
  return { id, text, written, ...(before.length > 0 ? { before } : {}) };
}

const prefixOf = (id: string): ItemPrefix => (id.startsWith('q') ? 'q' : 'w');

/** The items of a file by prefix, with their places in its body. Open Questions are read alike in every kind. */
async function itemsIn(source: string, id: string): Promise<PlacedItem[]> {
  return placedItems(await readBody('session', source), prefixOf(id));
}

/** The item that is meant in this version of the file. One whose id nobody has written is told by its words. */
function findItem(items: readonly PlacedItem[], { id, text, written }: ItemRef): PlacedItem | undefined {
  const named = items.find((one) => one.written && one.item.id === id);
  // Another one may have come to have the id here.
  if (named) return written || named.item.text === text ? named : undefined;
  if (written) return undefined;
  const same = items.filter((one) => !one.written && one.item.text === text);
  return same.find((one) => one.item.id === id) ?? same[0];
}

/**
 * Ticks one item or opens it again, in its own line: the box, where it has none a new one, its id where nobody has
 * written it, and a reason at the end of its text. Everything else stays, byte for byte.
 * @throws E_ITEM_GONE where this version has no such item, E_ITEM_EDIT where it would not be read as it was meant
 */
export async function editItem(
  { item: ref, change }: Extract<Edit, { op: 'item' }>,
  text: string,
): Promise<string> {
  const { bodyStart, body: source } = splitDocument(text);
  const items = await itemsIn(source, ref.id);
  const found = findItem(items, ref);
  if (!found) throw new CanonError('E_ITEM_GONE', { data: { id: ref.id, text: ref.text } });
  const changed = withChange(source, found, ref, change);
  if (changed === source) return text;
  const edited = found.written ? changed : withIdsBefore(changed, items, found, ref);
  const after = (await itemsIn(edited, ref.id)).find(({ item }) => item.id === ref.id);
  if (after?.item.open !== (change.to === 'open') || !after.written) {
    throw new CanonError('E_ITEM_EDIT', { data: { id: ref.id } });
  }
  return text.slice(0, bodyStart) + edited;
}

/** The ids of those before it, as they were counted: where it gets its own, the count goes on from there. */
function withIdsBefore(
  source: string,
  items: readonly PlacedItem[],
  found: PlacedItem,
  { before = [] }: ItemRef,
): string {
  const taken = new Set(items.filter(({ written }) => written).map(({ item }) => item.id));
  const due = before.filter(({ id }) => !taken.has(id));
  let out = '';
  let from = 0;
  for (const { item, entry, written, idLength } of items.slice(0, items.indexOf(found))) {
    const at = written ? -1 : due.findIndex(({ text }) => text === item.text);
    if (at < 0) continue;
    const [{ id } = item] = due.splice(at, 1);
    out += `${source.slice(from, entry.textAt)}${id} `;
    from = entry.textAt + idLength;
  }
  return out + source.slice(from);
}

function withChange(
  source: string,
  { entry, item, written, idLength }: PlacedItem,
  ref: ItemRef,
  change: ItemChange,
): string {
  const { boxAt, textAt, textEnd } = entry;
  if (item.open === (change.to === 'open')) return source;
  const box = change.to === 'open' ? ' ' : 'x';
  const said = source.slice(written ? textAt : textAt + idLength, textEnd);
  const head = boxAt < 0 ? `${source.slice(0, textAt)}[${box}] ` : '';
  const ticked = head || `${source.slice(0, boxAt)}${box}${source.slice(boxAt + 1, textAt)}`;
  return ticked + (written ? '' : `${ref.id} `) + withReason(said, change) + source.slice(textEnd);
}

function withReason(said: string, change: ItemChange): string {
  if (change.to === 'closed') {
    const reason = change.reason === undefined ? '' : safeLine(change.reason).trim();
    return reason === '' ? said : said + CLOSED + escapeInline(reason);
  }
  const at = said.lastIndexOf(CLOSED.trim());
  return at < 1 || !/\s/.test(said.charAt(at - 1)) ? said : said.slice(0, at).trimEnd();
}
