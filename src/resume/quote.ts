import { safeLine, safeText } from '../text/safe.ts';

// Text out of a record is shown to people and to agents. It may say anything, but it must not be able to
// pass for canon's own lines: one-line texts lose everything that breaks or draws a line, and no text keeps
// what steers a terminal or hides from a reader. Whoever prints a longer one puts a mark before every line,
// so nothing inside can close the quote.

// Lines, corners and blocks: canon's own pages mark quotes and rules with them.
const DRAWN = /[\u2500-\u259F]+/g;
const INVISIBLE = /\u00AD|\u034F|\u115F|\u1160|\u17B4|\u17B5|\u180E|\u3164|\uFFA0/g;
// A variation selector after a visible character chooses a glyph; a run of them is a hidden message.
const SELECTORS = /[\uFE00-\uFE0F]{2,}|[\u{E0100}-\u{E01EF}]/gu;
// Tags that agent hosts use to tell whose turn it is, also broken over lines. The text stays readable, the
// tag is none any more.
const TURNS =
  /<(\/?\s{0,9}[\w:-]{0,40}(?:system|assistant|user|human|tool|function|instruction|prompt|reminder)[\w:-]{0,40}\b[^<>]{0,200})>/gi;
const SUSPECT = /<|\u00AD|\u034F|\u115F|\u1160|\u17B4|\u17B5|\u180E|\u3164|\uFFA0|[\uFE00-\uFE0F]|\uDB40/;

function disarm(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text.replace(INVISIBLE, '').replace(SELECTORS, '').replace(TURNS, '‹$1›');
}

/** A record's text on one line, safe to print anywhere in canon's own lines. */
export function quotedLine(text: string, limit = 400): string {
  return cut(disarm(safeLine(text)).replace(DRAWN, '-').trim(), limit);
}

/** A record's text of several lines, safe to print behind a mark on every line. */
export function quotedText(text: string, limit: number): string {
  return cut(
    disarm(safeText(text))
      .replace(/\n{3,}/g, '\n\n')
      .replace(/^\n+|\s+$/g, ''),
    limit,
  );
}

/** At most `limit` UTF-16 units, with `…` where it was cut; never half a character. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let end = Math.max(0, limit - 1);
  const unit = text.charCodeAt(end - 1);
  if (unit >= 0xd800 && unit <= 0xdbff) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
}
