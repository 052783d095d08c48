import { plainText } from '../record/markdown-plain.ts';
import { type Body, stripComments } from '../record/sections.ts';
import { safeText } from '../text/safe.ts';
import type { Row } from '../work/row.ts';

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
/** Marks of quotes, lists, tasks and headings. */
const MARKS = /^\s*(?:>\s?)*\s*(?:(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX-]\]\s+)?|#{1,6}\s+)?/;
const BEGINS = /^\s*(?:>|(?:[-*+]|\d{1,9}[.)])\s|#{1,6}\s|\|)/;
/** A quote that begins with it is an alert. */
const ALERT = /^\s*>\s*\[!\w+\]\s*$/;
const RULE = /^[\s|:=*_-]+$/;
/** As much as `plainText` reads of a line. */
const PIECE = 4000;

/** A record as the pieces of plain text that snippets and phrases are looked for in: its summary, then its text. */
export const recordBlocks = ({ summary }: Pick<Row, 'summary'>, text: readonly string[]): string[] =>
  summary === undefined ? [...text] : [summary, ...text];

/**
 * What a record says as plain text, comments left out: a paragraph, an item, a row or a line of code each. The kind's own
 * headings say nothing of one record; others do.
 */
export function plainBlocks(body: Body): string[] {
  const parts = [
    body.preamble,
    ...body.sections.flatMap(({ key, heading, text }) => (key === undefined ? [heading, text] : [text])),
  ];
  return parts.flatMap((part) => blocksOf(safeText(stripComments(part))));
}

function blocksOf(markdown: string): string[] {
  const blocks: string[] = [];
  let fence = '';
  let isOpen = false;
  for (const line of markdown.split('\n')) {
    const mark = FENCE.exec(line)?.[1] ?? '';
    if (fence === '' ? mark !== '' : mark.startsWith(fence) && line.trim() === mark) {
      fence = fence === '' ? mark : '';
      isOpen = false;
    } else if (fence !== '') {
      if (line.trim() !== '') blocks.push(line);
    } else if (RULE.test(line) || ALERT.test(line) || line.trim() === '') {
      isOpen = false;
    } else {
      const text = plainLine(line);
      // What is wrapped in the file is one paragraph.
      if (isOpen && !BEGINS.test(line)) blocks.push(`${blocks.pop() ?? ''} ${text}`);
      else blocks.push(text);
      isOpen = true;
    }
  }
  return blocks.filter((block) => block !== '');
}

function plainLine(line: string): string {
  const text = line.replace(MARKS, '');
  const said = text.startsWith('|') ? text.replace(/^\||\|\s*$/g, '').replaceAll('|', ' · ') : text;
  if (said.length <= PIECE) return plainText(said);
  return (said.match(/.{1,4000}(?=\s|$)|.{1,4000}/gsu) ?? []).map(plainText).join(' ');
}
