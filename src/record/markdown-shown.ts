import { firstParagraph } from './markdown-paragraph.ts';
import { labelsIn, plainText, plainTextWith } from './markdown-plain.ts';

/**
 * What a text says first, as plain text on one line.
 * @param source the whole that it is a part of: links and footnotes may be defined anywhere in it
 */
export function leadText(md: string, source: string): string {
  const said = firstParagraph(md);
  return said.includes('[') ? plainTextWith(said, labelsIn(source)) : plainText(said);
}

const MARKED = /\n|^\s*[->|#[*]/;
const MARKS =
  /^\s*(?:(?:>|[-*]|#{1,6})\s+)*(?:\[[ xX]\]\s+)?(?:\[!(?:note|tip|important|warning|caution)\](?:\s+|$))?/i;
const RULE = /^[\s|:=_*-]+$/;
// As much as plain text is made of, and the marks before it.
const LIMIT = 8192;

/**
 * A value of the frontmatter that is meant for a line of plain text, whatever Markdown somebody wrote: marks of quotes,
 * lists, headings and tables go as well.
 */
export function plainValue(value: string): string {
  if (!MARKED.test(value)) return plainText(value);
  const written = value.slice(0, LIMIT).split('\n');
  const lines = written.length === 1 ? written : written.filter((line) => !RULE.test(line));
  const plain = plainText(lines.map((line) => cellsOf(line.replace(MARKS, ''))).join('\n'));
  // What is nothing but marks says what it says.
  return plain === '' ? plainText(value) : plain;
}

/** A row of a table with dots between its cells. */
function cellsOf(line: string): string {
  const row = line.trim();
  return row.length > 1 && row.startsWith('|') && row.endsWith('|')
    ? row.slice(1, -1).replaceAll('|', ' · ')
    : line;
}
