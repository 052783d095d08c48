import { codeRanges, within } from './code-ranges.ts';
import { inHeadings } from './in-headings.ts';
import { rememberLast } from './remember-last.ts';

/** Where a link or an image leads, as it stands in a text outside of code. */
export interface Destination {
  /** As written, without angle brackets. */
  readonly href: string;
  /** Offsets, angle brackets included. */
  readonly start: number;
  readonly end: number;
}

// A link's, a reference's, an HTML element's.
const OPENING = /(?<!\\)\]\(|(?<!\\)\]:|\b(?:src|href)=(?=["'])/gi;
/** What stands in its line before the end of a reference's name: marks of lists and quotations at most, and the name. */
const BEGUN = /^[ \t>*+\-\d.)]*\[(?:[^[\]\\]|\\.)*$/;
/** No reference has a longer name. */
const LONGEST_NAME = 1024;
/** What is longer leads nowhere, and would be looked at again and again. */
const LONGEST = 8192;

/** The destinations of a Markdown text, in order. In time that is linear in its length. */
export const destinationsIn = rememberLast(async (text): Promise<readonly Destination[]> =>
  findDestinations(text),
);

async function findDestinations(text: string): Promise<readonly Destination[]> {
  const hasHtml = /(?:src|href)=["']/i.test(text);
  if (!hasHtml && !text.includes('](') && !text.includes(']:')) return [];
  const inCode = within(await codeRanges(text));
  const found: Destination[] = [];
  const references: Destination[] = [];
  for (const { index, mark } of hasHtml ? openings(text) : brackets(text)) {
    if (inCode(index)) continue;
    if (mark === ']:' && !BEGUN.test(lineBefore(text, index))) continue;
    const from = index + mark.length;
    const read =
      mark === '](' ? inline(text, from) : mark === ']:' ? reference(text, from) : value(text, from);
    if (!read) continue;
    found.push(read);
    if (mark === ']:') references.push(read);
  }
  if (references.length === 0) return found;
  const none = await inHeadings(text, references);
  return none.size === 0 ? found : found.filter((one) => !none.has(one));
}

interface Opening {
  readonly index: number;
  readonly mark: string;
}

function* openings(text: string): Generator<Opening> {
  for (const { index, 0: mark } of text.matchAll(OPENING)) yield { index, mark };
}

/** The same where no HTML has any: as fast as the next bracket is found. */
function brackets(text: string): Opening[] {
  const found: Opening[] = [];
  for (let at = text.indexOf(']'); at >= 0; at = text.indexOf(']', at + 1)) {
    const next = text[at + 1];
    if ((next !== '(' && next !== ':') || text[at - 1] === '\\') continue;
    found.push({ index: at, mark: next === '(' ? '](' : ']:' });
  }
  return found;
}

/** The text with other destinations: `to` answers undefined for those that stay. */
export async function withDestinations(
  text: string,
  to: (href: string) => string | undefined,
): Promise<string> {
  let out = '';
  let from = 0;
  for (const { href, start, end } of await destinationsIn(text)) {
    const next = to(href);
    if (next === undefined || start < from) continue;
    out += text.slice(from, start) + next;
    from = end;
  }
  return out + text.slice(from);
}

// Looked for no further than a name may be long: a text may be one line of megabytes.
const lineBefore = (text: string, end: number): string => {
  const near = text.slice(Math.max(0, end - LONGEST_NAME), end);
  const start = near.lastIndexOf('\n') + 1;
  return start === 0 && end > LONGEST_NAME ? '' : near.slice(start);
};

function inline(text: string, from: number): Destination | undefined {
  const start = behindBlanks(text, from);
  const angled = text[start] === '<';
  const angle = angled ? bracketed(text, start) : undefined;
  const end = angled ? angle?.end : plainEnd(text, start);
  if (end === undefined || !/[\s)]/.test(text[end] ?? '')) return undefined;
  return angle ?? { href: text.slice(start, end), start, end };
}

function reference(text: string, from: number): Destination | undefined {
  const start = behindBlanks(text, from);
  if (text[start] === '<') return bracketed(text, start);
  const end = plainEnd(text, start);
  return end === undefined || end === start ? undefined : { href: text.slice(start, end), start, end };
}

function value(text: string, from: number): Destination | undefined {
  const quote = text[from] ?? '"';
  const start = from + 1;
  for (let end = start; end < text.length && end - start < LONGEST; end += 1) {
    if (text[end] === quote) return { href: text.slice(start, end), start, end };
    if (text[end] === '\n' || text[end] === '<') return undefined;
  }
  return undefined;
}

function bracketed(text: string, start: number): Destination | undefined {
  for (let at = start + 1; at < text.length && at - start < LONGEST; at += 1) {
    if (text[at] === '>') return { href: text.slice(start + 1, at), start, end: at + 1 };
    if (text[at] === '<' || text[at] === '\n') return undefined;
    if (text[at] === '\\') at += 1;
  }
  return undefined;
}

/** Where a destination without brackets ends; undefined where it is none, or another one begins in it. */
function plainEnd(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at - start < LONGEST; at += 1) {
    // By numbers: every letter of every link of an import comes by here.
    const letter = text.charCodeAt(at);
    if (isBlank(letter)) return depth === 0 ? at : undefined;
    if (letter === CLOSING && (text[at + 1] === '(' || text[at + 1] === ':')) return undefined;
    if (letter === BACKSLASH) at += 1;
    else if (letter === LEFT) depth += 1;
    else if (letter === RIGHT) {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return undefined;
}

const LEFT = 40;
const RIGHT = 41;
const BACKSLASH = 92;
const CLOSING = 93;

/** White space, or the end of the text, of which `charCodeAt` says NaN. */
function isBlank(code: number): boolean {
  if (code <= 32) return code === 32 || (code >= 9 && code <= 13);
  return !(code < 127) && (Number.isNaN(code) || /\s/.test(String.fromCharCode(code)));
}

function behindBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}
