import { stripComments } from './markdown-comments.ts';
import { fenceEnd } from './markdown-fence.ts';
import { columnAt, openerAt, skipBlanks } from './markdown-line.ts';

// A paragraph beyond this is cut anyway by whoever shows it.
const LIMIT = 4096;

/**
 * The first paragraph of a Markdown text, its lines joined by a blank; of a list or quote the first entry. Headings,
 * code and comments are passed over. Empty when there is none.
 */
export function firstParagraph(md: string): string {
  const text = stripComments(md);
  const lines: string[] = [];
  let size = 0;
  let quoted = false;
  for (let at = 0; at < text.length && size < LIMIT;) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    const end = newline < 0 ? text.length : newline;
    const fence = fenceEnd(text, at);
    const visible = skipBlanks(text, at, end);
    const line = text.slice(visible, end).trim();
    const opener = openerAt(text, visible, end, columnAt(text, at, visible, 0));
    if (fence !== undefined || line === '' || opener.type === 'atx' || opener.type === 'break') {
      if (lines.length > 0) break;
      at = fence ?? next;
      continue;
    }
    // A new entry or quote ends the paragraph before it.
    if (lines.length > 0 && opener.type === 'item' && opener.interrupts) break;
    if (lines.length > 0 && (opener.type === 'html' || (opener.type === 'quote' && !quoted))) break;
    quoted = opener.type === 'quote';
    if (opener.type === 'item') lines.push(text.slice(opener.from, end).trim());
    else lines.push(opener.type === 'quote' ? line.slice(1).trim() : line);
    size += line.length;
    at = next;
  }
  return lines.join(' ');
}
