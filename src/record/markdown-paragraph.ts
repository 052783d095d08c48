import { stripComments } from './markdown-comments.ts';
import { fenceEnd } from './markdown-fence.ts';
import { columnAt, openerAt, skipBlanks, underlineLevel } from './markdown-line.ts';
import { isTableHead } from './markdown-table.ts';

// A paragraph beyond this is cut anyway by whoever shows it.
const LIMIT = 4096;

/** Marks of quotes, lists, tasks and headings that one line may begin with, however deep. */
const MARKS =
  /^(?:>[ \t]*|(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)(?:\[[ xX-]\](?:[ \t]+|$))?|#{1,6}(?:[ \t]+|$)){1,40}/;
const QUOTES = /^(?:>[ \t]*){1,40}/;
const ALERT = /^\[!(?:note|tip|important|warning|caution)\](?:[ \t]+|$)/i;
const DEFINITION = /^\[(?:[^[\]\\]|\\.){1,200}\]:/;

/**
 * The first paragraph of a Markdown text, its lines joined by a blank; of a list or quote the first entry. Headings,
 * code, tables, what links and footnotes are defined as, and comments are passed over. Empty when there is none.
 */
export function firstParagraph(md: string): string {
  const text = stripComments(md);
  let lines: string[] = [];
  let size = 0;
  let quoted = false;
  let listed = false;
  for (let at = 0; at < text.length && size < LIMIT;) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    const end = newline < 0 ? text.length : newline;
    const fence = fenceEnd(text, at);
    const visible = skipBlanks(text, at, end);
    const line = text.slice(visible, end).trim();
    const column = columnAt(text, at, visible, 0);
    const opener = openerAt(text, visible, end, column);
    if (lines.length > 0 && !quoted && !listed && underlineLevel(text, visible, visible + line.length) > 0) {
      // What stands above is a heading.
      lines = [];
      at = next;
      continue;
    }
    if (fence !== undefined || line === '' || opener.type === 'atx' || opener.type === 'break') {
      if (lines.length > 0) break;
      at = fence ?? next;
      continue;
    }
    // A new entry or quote ends the paragraph before it.
    if (lines.length > 0 && opener.type === 'item' && (listed || opener.interrupts)) break;
    if (lines.length > 0 && (opener.type === 'html' || (opener.type === 'quote' && !quoted))) break;
    if (DEFINITION.test(line) && (lines.length === 0 || line.startsWith('[^'))) {
      if (lines.length > 0) break;
      at = next;
      continue;
    }
    const table = tableEnd(text, line, next);
    if (table !== undefined) {
      if (lines.length > 0) break;
      at = table;
      continue;
    }
    at = next;
    const isFirst = lines.length === 0;
    // Code, and tags with nothing between them.
    if (isFirst && (column > 3 || (opener.type === 'html' && line.replace(/<[^<>]*>/g, '').trim() === '')))
      continue;
    quoted = opener.type === 'quote';
    if (isFirst) listed = opener.type === 'item';
    const bare = quoted ? line.replace(QUOTES, '') : line;
    const said = isFirst ? bare.replace(MARKS, '') : bare;
    const shown = isFirst && quoted ? said.replace(ALERT, '') : said;
    // In a quote, a blank line or an entry ends a paragraph as well.
    if (!isFirst && (bare === '' || (quoted && MARKS.test(bare)))) break;
    if (shown !== '') lines.push(shown);
    size += line.length;
  }
  return lines.map((line, at) => (at < lines.length - 1 ? withoutBreak(line) : line)).join(' ');
}

/** A backslash at the end of a line is a break. */
const withoutBreak = (line: string): string => line.replace(/(?<!\\)\\$/, '');

/** Where the table ends that a line is the head of; `undefined` where it is none. */
function tableEnd(text: string, head: string, next: number): number | undefined {
  if (!head.includes('|') || next >= text.length) return undefined;
  const rule = lineAt(text, next);
  if (!/^[\s|:>-]+$/.test(rule) || !isTableHead(head, rule)) return undefined;
  for (let at = next + rule.length + 1; at < text.length;) {
    const row = lineAt(text, at);
    if (row.replace(/^[\s>]+/, '') === '') return at;
    at += row.length + 1;
  }
  return text.length;
}

function lineAt(text: string, at: number): string {
  const newline = text.indexOf('\n', at);
  return text.slice(at, newline < 0 ? text.length : newline);
}
