import type { Token } from 'markdown-it';
import type { Kind } from '../../record/kinds.ts';
import type { Body, Section } from '../../record/sections.ts';
import { placedItems } from '../../work/items.ts';
import { tasksOf } from '../../work/tasks.ts';
import type { PageState } from './state.ts';
import { token } from './tokens.ts';

/** Ids of the open items and tasks of a body, by the line of the body that each begins on. */
export function entryIds(kind: Kind, body: Body): ReadonlyMap<number, string> {
  const ids = new Map<number, string>();
  const items = [
    ...(kind === 'session' ? placedItems(body, 'w') : []),
    ...(kind === 'session' || kind === 'plan' ? placedItems(body, 'q') : []),
  ];
  for (const { item } of items) ids.set(item.line, item.id);
  if (kind === 'workstream')
    for (const { id, line } of tasksOf(body)) if (!id.startsWith('#')) ids.set(line, id);
  return ids;
}

const BOX = /^\[([ xX-])\](?:[ \t]+|$)/;
const ITEM = /^([wq][1-9]\d{0,5})(?=$|[\s:.,)@—–-])[:.,)]?\s*/i;
const TASK = /^([A-Z]{1,3}[0-9]{1,9}[a-z]?)\.(?:\s+|$)/;
const WHO = /^(@[A-Za-z0-9][A-Za-z0-9_-]{0,63})(?=$|[\s:,.—–-])\s*[:,.—–-]?\s*/;

/**
 * Turns the boxes of list items into checkboxes, and marks open items and tasks of the record with their ids, which
 * are their anchors too.
 */
export function markEntries(
  tokens: readonly Token[],
  section: Section | undefined,
  ids: ReadonlyMap<number, string>,
  page: PageState,
): void {
  const top = tokens.filter(({ type, level }) => type === 'list_item_open' && level === 1);
  // Comments that were taken out may have had lists in them; then nobody knows which item is which.
  const lines = section?.items.length === top.length ? section.items.map(({ line }) => line) : [];
  const idOf = new Map(top.map((item, i) => [item, ids.get(lines[i] ?? -1)]));
  for (const [i, item] of tokens.entries()) {
    if (item.type !== 'list_item_open') continue;
    const line = tokens[i + 1]?.type === 'paragraph_open' ? tokens[i + 2] : undefined;
    const first = line?.children?.[0];
    const marks: Token[] = [];
    if (line?.type === 'inline' && first?.type === 'text') marks.push(...takeBox(item, first));
    const id = idOf.get(item);
    if (id !== undefined) {
      const anchor = page.ids.has(id) ? undefined : id;
      if (anchor !== undefined) {
        page.ids.set(anchor, 0);
        item.attrSet('id', anchor);
      }
      item.attrJoin('class', 'entry');
      if (line?.type === 'inline') marks.push(...takeId(line, id, anchor));
    }
    if (line && marks.length > 0) line.children = [...marks, ...(line.children ?? [])];
  }
}

function takeBox(item: Token, first: Token): Token[] {
  const found = BOX.exec(first.content);
  if (!found) return [];
  first.content = first.content.slice(found[0].length);
  const state = found[1] === ' ' ? 'open' : found[1] === '-' ? 'dropped' : 'done';
  item.attrJoin('class', `task ${state}`);
  const box = token('box', 'input', 0);
  box.info = state;
  return [box];
}

/** The id as a mark of its own, and whom an item waits on. */
function takeId(line: Token, id: string, anchor: string | undefined): Token[] {
  const isItem = /^[wq]/.test(id);
  const isSet = unsetId(line, id);
  const first = line.children?.[0];
  const found = first?.type === 'text' ? (isItem ? ITEM : TASK).exec(first.content) : null;
  const isSame = found?.[1]?.toLowerCase() === id.toLowerCase();
  // An item without an id has the one that canon would write; a task has none.
  if (!isSame && !isSet && !isItem) return [];
  const chip = token('chip', 'a', 0);
  chip.content = id;
  chip.meta = { anchor };
  if (first?.type !== 'text') return [chip];
  if (found && isSame) first.content = first.content.slice(found[0].length);
  const who = isItem ? WHO.exec(first.content) : null;
  if (!who) return [chip];
  first.content = first.content.slice(who[0].length);
  const whom = token('who', 'span', 0);
  whom.content = who[1] ?? '';
  return [chip, whom];
}

/** Takes off the marks of an id that is written bold or as code, and leaves the rest of the line. */
function unsetId(line: Token, id: string): boolean {
  const children = [...(line.children ?? [])];
  while (children[0]?.type === 'text' && children[0].content === '') children.shift();
  const [mark, inside] = children;
  const size = mark?.type === 'code_inline' ? 1 : mark?.type === 'strong_open' ? 3 : 0;
  const said = (size === 3 ? inside : mark)?.content.replace(/[:.]$/, '').toLowerCase();
  if (size === 0 || said !== id.toLowerCase()) return false;
  line.children = children.slice(size);
  const next = line.children[0];
  if (next?.type === 'text') next.content = next.content.replace(/^[:.,)]?\s*/, '');
  return true;
}
