import { columnAt, openerAt, skipBlanks, trimBlanks, underlineLevel } from './markdown-line.ts';
import type { ListItem } from './markdown-outline.ts';

/** A list item read as an entry: its box and its leading paragraph on one line. */
export interface Entry {
  /** What stands in the box: ` `, `x`, `X` or `-`; undefined without a box. */
  readonly box: string | undefined;
  /** Offset of that character; -1 without a box. */
  readonly boxAt: number;
  /** The paragraph after the box, Markdown, wrapped lines joined by a blank. Nested lists and code are not in it. */
  readonly text: string;
  /** Offset of the text's first character. */
  readonly textAt: number;
  /** Offset behind the last character of its last line, blanks at the end not counted. */
  readonly textEnd: number;
  /** 1-based, in the text that the item is of. */
  readonly line: number;
}

const BOX = /\[([ xX-])\](?=[ \t\r\n]|$)/y;
// More than any entry says; what a hostile one has beyond it is not read.
const MAX_LINES = 200;

/** Reads a top-level list item of `source`. */
export function readEntry(source: string, item: ListItem): Entry {
  const { start, end, line } = item;
  const at = skipBlanks(source, start, end);
  const firstEnd = lineEnd(source, at, end);
  const marker = openerAt(source, at, firstEnd, columnAt(source, start, at, 0));
  const content = marker.type === 'item' ? marker.content : 0;
  let from = marker.type === 'item' ? marker.from : at;
  BOX.lastIndex = from;
  const found = marker.type === 'item' && !marker.code ? BOX.exec(source) : null;
  const box = found?.[1];
  const boxAt = found ? found.index + 1 : -1;
  if (found) from = skipBlanks(source, BOX.lastIndex, firstEnd);

  const inParagraph =
    marker.type === 'item' && !marker.code && openerAt(source, from, firstEnd, content).type === 'text';
  let text = trimBlanks(source.slice(from, firstEnd));
  let textEnd = from + text.length;
  let next = firstEnd;
  const goesOn = inParagraph || found !== null;
  for (let limit = goesOn ? MAX_LINES : 0; limit > 0 && next < end; limit--) {
    const newline = source.indexOf('\n', next);
    if (newline < 0 || newline + 1 >= end) break;
    const stop = lineEnd(source, newline + 1, end);
    const visible = skipBlanks(source, newline + 1, stop);
    if (visible >= stop || endsParagraph(source, newline + 1, visible, stop, content)) break;
    const more = trimBlanks(source.slice(visible, stop));
    text += ` ${more}`;
    textEnd = visible + more.length;
    next = stop;
  }
  return { box, boxAt, text, textAt: from, textEnd, line };
}

/** Whether a further line of the item starts something else than more of its paragraph. */
function endsParagraph(source: string, start: number, at: number, end: number, content: number): boolean {
  const column = columnAt(source, start, at, 0);
  if (column - content > 3) return false;
  if (column >= content && underlineLevel(source, at, end) > 0) return true;
  const opener = openerAt(source, at, end, column);
  if (opener.type === 'text') return false;
  // A nested list interrupts a paragraph by the same rules as any; people who number theirs from 2 mean a list too.
  return opener.type === 'item' ? !opener.empty : !('interrupts' in opener) || opener.interrupts;
}

function lineEnd(source: string, from: number, end: number): number {
  const newline = source.indexOf('\n', from);
  let stop = newline < 0 || newline > end ? end : newline;
  if (stop > from && source.charCodeAt(stop - 1) === 13) stop--;
  return stop;
}
