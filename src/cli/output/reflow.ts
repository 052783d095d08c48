import { quotedText } from '../../resume/quote.ts';

// Lines that begin something of their own: heading, list item, quote, table, rule, HTML, link definition.
const BEGINS = /^\s*(?:#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|>|\||<|\[[^\]]+\]:|(?:[-*_]\s*){3,}$|=+\s*$|-+\s*$)/;
const TAKES_MORE = /^\s*(?:[-*+]\s|\d{1,9}[.)]\s)?\S/;
const LIST = /^\s*(?:[-*+]|\d{1,9}[.)])\s/;
const FENCE = /^\s*(`{3,}|~{3,})/;
const HARD_BREAK = /(?: {2,}|\\)$/;
// What stands between the head of a table and its rows, with a bar at its edges or without.
const TABLE_RULE = /^\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?\s*)?$/;
const PRE = /^\s*<pre\b/i;

/**
 * Markdown with the lines of a paragraph joined, so that it can be wrapped anew at another width. What is
 * not surely running text (code, tables, headings, quotes, hard breaks) stays as it is. Of text that is
 * safe to print; so is the result, also where joined lines would make a tag of two harmless halves.
 */
export function reflow(markdown: string): string {
  const out: string[] = [];
  let fence: string | undefined;
  let fixed: 'table' | 'pre' | undefined;
  let open = false;
  const lines = markdown.split('\n');
  for (const [at, line] of lines.entries()) {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      out.push(line);
      if (mark !== undefined && mark.startsWith(fence) && line.trim() === mark) fence = undefined;
      continue;
    }
    const isEmpty = line.trim() === '';
    if (fixed === undefined && PRE.test(line)) fixed = 'pre';
    else if (fixed === undefined && TABLE_RULE.test(lines[at + 1] ?? '')) fixed = 'table';
    if (fixed !== undefined) {
      out.push(line);
      open = false;
      if (fixed === 'table' ? isEmpty : /<\/pre>/i.test(line)) fixed = undefined;
      continue;
    }
    if (mark !== undefined) fence = mark;
    const begins = mark !== undefined || BEGINS.test(line) || isEmpty;
    const last = out.length - 1;
    if (open && !begins) out[last] = `${out[last] ?? ''} ${line.trim()}`;
    else out.push(line);
    const list = LIST.test(line);
    const code: boolean = !open && /^(?: {4}|\t)/.test(line);
    open =
      mark === undefined && !code && (list || !begins) && TAKES_MORE.test(line) && !HARD_BREAK.test(line);
  }
  return quotedText(out.join('\n'), Number.POSITIVE_INFINITY);
}
