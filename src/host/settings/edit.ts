import type { Node } from 'jsonc-parser';
import type { Settings, Token } from './read.ts';

// Edits that can be undone: an item goes in with a line break and an indent, or with one blank where the
// list stands on one line, and comes out with just that. What stood there is the same afterwards, byte for
// byte, comments and a comma at the end included. (A formatter's insert would move comments and blanks.)

/** The text between its first and its last character, and where the last one stands. */
const insideOf = ({ offset, length }: Node): { from: number; to: number } => ({
  from: offset + 1,
  to: offset + length - 1,
});

const endOf = ({ offset, length }: Node): number => offset + length;

const within = (tokens: readonly Token[], from: number, to: number): readonly Token[] =>
  tokens.filter(({ start, end }) => start >= from && end <= to);

const eolOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** The blanks that the line of an offset begins with. */
function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^\uFEFF?([ \t]*)/.exec(text.slice(start, offset))?.[1] ?? '';
}

/** How this file indents: by what its first line below the top is indented; two blanks if none is. */
function unitOf({ text, root }: Settings): string {
  const first = root.children?.[0];
  const indent = first ? indentAt(text, first.offset) : '';
  return first && text.slice(root.offset, first.offset).includes('\n') && indent !== '' ? indent : '  ';
}

/** A value, or a property of an object, as it is written with an indent. */
export interface Item {
  readonly key?: string;
  readonly value: unknown;
}

function write(settings: Settings, { key, value }: Item, indent: string): string {
  const lines = JSON.stringify(value, null, unitOf(settings)).split('\n');
  const text = lines.join(eolOf(settings.text) + indent);
  return key === undefined ? text : `${JSON.stringify(key)}: ${text}`;
}

const splice = (text: string, from: number, to: number, by: string): string =>
  text.slice(0, from) + by + text.slice(to);

// The rest of a line that holds nothing but blanks and comments that end on it.
const QUIET = /(?:[ \t]|\/\*(?:[^*\r\n]|\*(?!\/))*\*\/)*(?:\/\/[^\r\n]*)?(?=\r?\n|$)/y;

function quietEnd(text: string, from: number): number | undefined {
  QUIET.lastIndex = from;
  return QUIET.test(text) ? QUIET.lastIndex : undefined;
}

/**
 * Puts an item at the end of an object or a list. `opened` says that brackets which stood on one line with
 * nothing between them were moved apart, which `takeOut` has to know.
 */
export function putIn(settings: Settings, container: Node, item: Item): { text: string; opened: boolean } {
  const { text, tokens } = settings;
  const { from, to } = insideOf(container);
  const eol = eolOf(text);
  const last = container.children?.at(-1);
  if (!last) {
    const inner = within(tokens, from, to);
    const brk = inner.findLast(({ kind }) => kind === 'break');
    const outer = indentAt(text, container.offset);
    const indent = outer + unitOf(settings);
    const line = eol + indent + write(settings, item, indent);
    if (brk) return { text: splice(text, brk.start, brk.start, line), opened: false };
    return { text: splice(text, to, to, line + eol + outer), opened: true };
  }
  const end = endOf(last);
  const behind = within(tokens, end, to);
  const comma = behind.find(({ kind }) => kind === 'comma');
  const after = comma?.end ?? end;
  const open = comma ? '' : ',';
  const close = comma ? ',' : '';
  if (!behind.some(({ kind }) => kind === 'break')) {
    const value = write(settings, item, indentAt(text, last.offset));
    return { text: splice(text, after, after, `${open} ${value}${close}`), opened: false };
  }
  const alone = breakBefore(text, last.offset) !== undefined;
  const indent = alone ? indentAt(text, last.offset) : indentAt(text, container.offset) + unitOf(settings);
  const at = quietEnd(text, after) ?? after;
  const line = eol + indent + write(settings, item, indent) + close;
  return { text: splice(splice(text, at, at, line), end, end, open), opened: false };
}

/** Replaces a value where it stands. */
export function replace(settings: Settings, node: Node, value: unknown): string {
  const { text } = settings;
  return splice(text, node.offset, endOf(node), write(settings, { value }, indentAt(text, node.offset)));
}

/** Takes an item out of its container again. `opened`: see `putIn`. */
export function takeOut(settings: Settings, container: Node, item: Node, opened: boolean): string {
  const { text, tokens } = settings;
  const { to } = insideOf(container);
  const siblings = container.children ?? [];
  const at = siblings.indexOf(item);
  const next = siblings[at + 1];
  const before = siblings[at - 1];
  const own = within(tokens, endOf(item), next?.offset ?? to).find(({ kind }) => kind === 'comma');
  let start = item.offset;
  let end = endOf(item);
  let rest = text;
  if (own) {
    // Blanks or a comment may stand between an item and its comma.
    rest = splice(rest, own.start, own.end, '');
    if (own.start === end && next && rest[end] === ' ' && !breakBefore(text, start)) end += 1;
  }
  const lead = breakBefore(text, start);
  if (lead !== undefined) {
    const commented = tokens.some(({ kind, end }) => kind === 'line-comment' && end === lead);
    if (!commented || quietEnd(rest, end) !== undefined) start = lead;
  } else if (rest[start - 1] === ' ' && before && end === endOf(item)) start -= 1;
  if (opened && siblings.length === 1) {
    end += /^\r?\n[ \t]*(?=[\]}])/.exec(rest.slice(end))?.[0].length ?? 0;
  }
  rest = splice(rest, start, end, '');
  if (own || !before) return rest;
  // It was the last one, so the comma before it separates nothing any more.
  const comma = within(tokens, endOf(before), item.offset).findLast(({ kind }) => kind === 'comma');
  return comma ? splice(rest, comma.start, comma.end, '') : rest;
}

/** Where the line break stands that an item is alone behind; undefined if it does not begin its line. */
function breakBefore(text: string, offset: number): number | undefined {
  const match = /\r?\n[ \t]*$/.exec(text.slice(Math.max(0, offset - 1000), offset));
  return match ? offset - match[0].length : undefined;
}
