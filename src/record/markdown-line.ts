import { htmlBlockAt } from './markdown-html.ts';
import type { HtmlBlock } from './markdown-html.ts';

// What a line of Markdown starts, by CommonMark 0.31 chapters 4 and 5. Each test is one pass over the line.

const TAB = 9;
const SPACE = 32;

/** The kinds of block a line can open. `text` opens (or goes on with) a paragraph. */
export type Opener =
  | { readonly type: 'text' | 'quote' | 'break' }
  | { readonly type: 'atx'; readonly level: number; readonly from: number; readonly to: number }
  | { readonly type: 'fence'; readonly char: number; readonly length: number }
  | HtmlBlock
  | Marker;

/** A list item's marker. `content` is the column where the item's own lines begin. */
export interface Marker {
  readonly type: 'item';
  readonly content: number;
  /** Offset of the item's text. */
  readonly from: number;
  readonly empty: boolean;
  /** Indented code right after the marker. */
  readonly code: boolean;
  /** May begin in the middle of a paragraph. */
  readonly interrupts: boolean;
}

const TEXT: Opener = { type: 'text' };
const QUOTE: Opener = { type: 'quote' };
const BREAK: Opener = { type: 'break' };

const isBlank = (code: number): boolean => code === SPACE || code === TAB;

/** Offset of the first character from `at` that is neither blank nor tab (`end` if there is none). */
export function skipBlanks(text: string, at: number, end: number): number {
  let i = at;
  while (i < end && isBlank(text.charCodeAt(i))) i++;
  return i;
}

/** The text without blanks and tabs at both ends: other white space is text in Markdown. */
export function trimBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(skipBlanks(text, 0, end), end);
}

/** The column that `to` stands in, when `from` stands in `column` and only blanks and tabs lie between. */
export function columnAt(text: string, from: number, to: number, column: number): number {
  let at = column;
  for (let i = from; i < to; i++) at += text.charCodeAt(i) === TAB ? 4 - (at % 4) : 1;
  return at;
}

/** The level that a setext underline gives to the paragraph above it; 0 when the line is none. */
export function underlineLevel(text: string, at: number, end: number): 0 | 1 | 2 {
  const char = text.charCodeAt(at);
  if (char !== 61 && char !== 45) return 0;
  let i = at;
  while (i < end && text.charCodeAt(i) === char) i++;
  if (skipBlanks(text, i, end) < end) return 0;
  return char === 61 ? 1 : 2;
}

/** What the line with its first visible character at `at` (in `column`, less than 4) and its end at `end` opens. */
export function openerAt(text: string, at: number, end: number, column: number): Opener {
  const char = text.charCodeAt(at);
  switch (char) {
    case 35:
      return atxAt(text, at, end);
    case 62:
      return QUOTE;
    case 96:
    case 126:
      return fenceAt(text, at, end, char);
    case 60:
      return htmlBlockAt(text.slice(at, end)) ?? TEXT;
    case 95:
      return isBreak(text, at, end, char) ? BREAK : TEXT;
    case 42:
    case 45:
      return isBreak(text, at, end, char) ? BREAK : markerAt(text, at + 1, end, column + 1, true);
    case 43:
      return markerAt(text, at + 1, end, column + 1, true);
    default:
      return char >= 48 && char <= 57 ? orderedAt(text, at, end, column) : TEXT;
  }
}

function atxAt(text: string, at: number, end: number): Opener {
  let from = at;
  while (from < end && text.charCodeAt(from) === 35) from++;
  const level = from - at;
  if (level > 6 || (from < end && !isBlank(text.charCodeAt(from)))) return TEXT;
  let to = end;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
  let closing = to;
  while (closing > from && text.charCodeAt(closing - 1) === 35) closing--;
  // A closing run counts only after a blank; the blank after the opening run serves both.
  if (closing > from && closing < to && isBlank(text.charCodeAt(closing - 1))) to = closing;
  return { type: 'atx', level, from, to };
}

function fenceAt(text: string, at: number, end: number, char: number): Opener {
  let i = at;
  while (i < end && text.charCodeAt(i) === char) i++;
  if (i - at < 3) return TEXT;
  if (char === 96 && text.slice(i, end).includes('`')) return TEXT;
  return { type: 'fence', char, length: i - at };
}

/** True when the line closes a fence opened with `length` of `char`. */
export function closesFence(text: string, at: number, end: number, char: number, length: number): boolean {
  let i = at;
  while (i < end && text.charCodeAt(i) === char) i++;
  return i - at >= length && skipBlanks(text, i, end) >= end;
}

function isBreak(text: string, at: number, end: number, char: number): boolean {
  let count = 0;
  for (let i = at; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === char) count++;
    else if (!isBlank(code)) return false;
  }
  return count >= 3;
}

function orderedAt(text: string, at: number, end: number, column: number): Opener {
  let i = at;
  let value = 0;
  for (let code = text.charCodeAt(i); i < end && code >= 48 && code <= 57; code = text.charCodeAt(++i)) {
    if (i - at >= 9) return TEXT;
    value = value * 10 + code - 48;
  }
  const delimiter = i < end ? text.charCodeAt(i) : 0;
  if (delimiter !== 41 && delimiter !== 46) return TEXT;
  return markerAt(text, i + 1, end, column + i + 1 - at, value === 1);
}

/** The marker that ends before `at`, in `column`. */
function markerAt(text: string, at: number, end: number, column: number, mayInterrupt: boolean): Opener {
  if (at < end && !isBlank(text.charCodeAt(at))) return TEXT;
  const from = skipBlanks(text, at, end);
  const empty = from >= end;
  const gap = empty ? 1 : columnAt(text, at, from, column) - column;
  const code = gap > 4;
  return {
    type: 'item',
    content: column + (code ? 1 : gap),
    from,
    empty,
    code,
    interrupts: mayInterrupt && !empty,
  };
}
