import MarkdownIt from 'markdown-it';
import { trimBlanks } from './markdown-line.ts';
import type { Heading, ListItem, Outline } from './markdown-outline.ts';

// Deeper nesting than this is left out by the parser; nobody writes it, and it must not cost the stack.
const MAX_NESTING = 200;

/** Headings and list items of the top level as markdown-it sees them (CommonMark preset, blocks only). */
export function parseOutline(text: string): Outline {
  const parser = new MarkdownIt('commonmark', { maxNesting: MAX_NESTING });
  // Inline markup is not asked for, and is where hostile text is expensive.
  parser.core.ruler.enableOnly(['normalize', 'block']);
  const lines = lineStarts(text);
  const at = (line: number): number => lines[line] ?? text.length;
  const headings: Heading[] = [];
  const items: ListItem[] = [];
  const tokens = parser.parse(text, {});
  for (const [i, token] of tokens.entries()) {
    const [from, to] = token.map ?? [0, 0];
    if (token.type === 'heading_open' && token.level === 0) {
      const source = tokens[i + 1]?.content ?? '';
      headings.push({
        level: Number(token.tag.slice(1)),
        text: source.split('\n').map(trimBlanks).join(' '),
        start: at(from),
        end: at(to),
        line: from + 1,
      });
    } else if (token.type === 'list_item_open' && token.level === 1) {
      let last = to;
      while (last > from + 1 && text.slice(at(last - 1), at(last)).trim() === '') last--;
      items.push({ start: at(from), end: at(last), line: from + 1 });
    }
  }
  return { headings, items };
}

/** Offsets of the lines, by all three line endings that CommonMark knows. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (const end of text.matchAll(/\r\n?|\n/g)) starts.push(end.index + end[0].length);
  return starts;
}
