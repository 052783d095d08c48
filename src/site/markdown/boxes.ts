import type { Token } from 'markdown-it';
import type { Kind } from '../../record/kinds.ts';
import type { Body, Section } from '../../record/sections.ts';
import { tasksOf } from '../../work/tasks.ts';
import type { PageState } from './state.ts';
import { token } from './tokens.ts';

/** Ids of the tasks of a body, by the line of the body that each begins on. */
export function taskIds(kind: Kind, body: Body): ReadonlyMap<number, string> {
  const ids = new Map<number, string>();
  if (kind !== 'workstream') return ids;
  // A task without an id is named by its place, which the next edit changes: no anchor for that.
  for (const { id, line } of tasksOf(body)) if (!id.startsWith('#')) ids.set(line, id);
  return ids;
}

const BOX = /^\[([ xX-])\](?:[ \t]+|$)/;
const TASK = /^([A-Z]{1,3}[0-9]{1,9}[a-z]?)\.(?:\s+|$)/;

/**
 * Turns the boxes of list items into checkboxes, and marks the tasks of the record with their ids, which are their
 * anchors too.
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
    if (line?.type !== 'inline' || first?.type !== 'text') continue;
    const marks = takeBox(item, first);
    const id = idOf.get(item);
    if (id !== undefined) marks.push(...takeId(item, line, id, page));
    if (marks.length > 0) line.children = [...marks, ...(line.children ?? [])];
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

/** The id as a mark of its own; of two tasks with one id the first has the anchor. */
function takeId(item: Token, line: Token, id: string, page: PageState): Token[] {
  const anchor = page.ids.has(id) ? undefined : id;
  page.ids.set(id, 0);
  if (anchor !== undefined) item.attrSet('id', anchor);
  item.attrJoin('class', 'entry');
  if (!withoutId(line, id)) return [];
  const chip = token('chip', 'a', 0);
  chip.content = id;
  chip.meta = { anchor };
  return [chip];
}

/** Takes the id off the beginning of a line, bold or not. */
function withoutId(line: Token, id: string): boolean {
  const children = (line.children ?? []).filter(({ type, content }) => type !== 'text' || content !== '');
  const [first, inside, , behind] = children;
  if (first?.type === 'strong_open' && inside?.content.replace(/\.$/, '') === id) {
    line.children = children.slice(3);
    if (behind?.type === 'text') behind.content = behind.content.replace(/^\.?\s*/, '');
    return true;
  }
  const found = first?.type === 'text' ? TASK.exec(first.content) : null;
  if (!first || found?.[1] !== id) return false;
  first.content = first.content.slice(found[0].length);
  return true;
}
