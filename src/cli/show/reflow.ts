// Lines that begin something of their own: heading, list item, quote, table, rule, HTML, link definition.
const BEGINS = /^\s*(?:#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|>|\||<|\[[^\]]+\]:|(?:[-*_]\s*){3,}$|=+\s*$|-+\s*$)/;
const TAKES_MORE = /^\s*(?:[-*+]\s|\d{1,9}[.)]\s)?\S/;
const FENCE = /^\s*(`{3,}|~{3,})/;
const HARD_BREAK = /(?: {2,}|\\)$/;

/**
 * Markdown with the lines of a paragraph joined, so that it can be wrapped anew at another width. What is
 * not surely running text (code, tables, headings, hard breaks) stays as it is.
 */
export function reflow(markdown: string): string {
  const out: string[] = [];
  let fence: string | undefined;
  let open = false;
  for (const line of markdown.split('\n')) {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      out.push(line);
      if (mark !== undefined && mark.startsWith(fence) && line.trim() === mark) fence = undefined;
      continue;
    }
    if (mark !== undefined) fence = mark;
    const begins = mark !== undefined || BEGINS.test(line) || line.trim() === '';
    const last = out.length - 1;
    if (open && !begins) out[last] = `${out[last] ?? ''} ${line.trim()}`;
    else out.push(line);
    const list = /^\s*(?:[-*+]|\d{1,9}[.)])\s/.test(line);
    const code: boolean = !open && /^(?: {4}|\t)/.test(line);
    open =
      mark === undefined && !code && (list || !begins) && TAKES_MORE.test(line) && !HARD_BREAK.test(line);
  }
  return out.join('\n');
}
