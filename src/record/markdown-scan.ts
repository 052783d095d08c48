import { closesFence, columnAt, openerAt, skipBlanks, trimBlanks, underlineLevel } from './markdown-line.ts';
import type { Opener } from './markdown-line.ts';
import type { Heading, Outline } from './markdown-outline.ts';

type Block = 'none' | 'paragraph' | 'fence' | 'html' | 'item' | 'quote';

/** The scanner's memory: the one top-level block that is open, and where the present line stands. */
interface Scan {
  readonly text: string;
  readonly headings: Heading[];
  readonly items: { start: number; end: number; line: number }[];
  block: Block;
  // The line.
  line: number;
  start: number;
  /** Its first visible character, and the column of that. */
  at: number;
  indent: number;
  /** Its end without and with the line ending. */
  end: number;
  next: number;
  /** It has `]:` in it, as a link reference definition has. */
  colon: boolean;
  // The open block.
  from: number;
  fromLine: number;
  fenceChar: number;
  fenceLength: number;
  until: RegExp | 'blank';
  /** Item: the column its lines stand in. */
  content: number;
  /** Item: nothing but its marker so far. */
  empty: boolean;
  /** Item: nothing but paragraphs so far. */
  plain: boolean;
  /** Item: its last line belongs to a paragraph (known only while `plain`). */
  inParagraph: boolean;
  afterBlank: boolean;
  /**
   * Item, quote: it ends in a paragraph of which it is not clear whether it goes on the block's last one (lazily, as
   * CommonMark calls it) or is one of its own. Harmless until something asks for the difference.
   */
  loose: boolean;
  /** Paragraph: it may be a link reference definition. Item, quote: there may be one in it. */
  reference: boolean;
}

const BRACKET = 91;

/**
 * Headings and list items of the top level in one pass over the lines, or `undefined` (it declines) where the answer
 * would need what is going on inside a list item or a block quote, or whether a link reference is valid. `lenient` never
 * declines: a best guess for what no parser gets through.
 */
export function scan(text: string, lenient = false): Outline | undefined {
  // A carriage return alone ends a line too; nobody writes that.
  if (!lenient && text.includes('\r') && /\r(?!\n)/.test(text)) return undefined;
  const s = begin(text);
  let colon = -1;
  for (let pos = 0; pos < text.length; pos = s.next) {
    const newline = text.indexOf('\n', pos);
    s.line++;
    s.start = pos;
    s.next = newline < 0 ? text.length : newline + 1;
    s.end =
      newline < 0
        ? text.length
        : text.charCodeAt(newline - 1) === 13 && newline > pos
          ? newline - 1
          : newline;
    s.at = skipBlanks(text, pos, s.end);
    s.indent = s.at === pos ? 0 : columnAt(text, pos, s.at, 0);
    if (colon < pos) {
      colon = text.indexOf(']:', pos);
      if (colon < 0) colon = text.length;
    }
    s.colon = colon < s.end;
    if (!readLine(s) && !lenient) return undefined;
  }
  return { headings: s.headings, items: s.items };
}

const begin = (text: string): Scan => ({
  text,
  headings: [],
  items: [],
  block: 'none',
  line: 0,
  start: 0,
  at: 0,
  indent: 0,
  end: 0,
  next: 0,
  colon: false,
  from: 0,
  fromLine: 0,
  fenceChar: 0,
  fenceLength: 0,
  until: 'blank',
  content: 0,
  empty: false,
  plain: false,
  inParagraph: false,
  afterBlank: false,
  loose: false,
  reference: false,
});

/** Takes the present line in. False: it declines. */
function readLine(s: Scan): boolean {
  const { text, at, end } = s;
  const blank = at >= end;
  if (s.block === 'fence') {
    if (!blank && s.indent < 4 && closesFence(text, at, end, s.fenceChar, s.fenceLength)) s.block = 'none';
    return true;
  }
  if (s.block === 'html') {
    if (s.until === 'blank' ? blank : s.until.test(text.slice(at, end))) s.block = 'none';
    return true;
  }
  if (blank) {
    readBlank(s);
    return true;
  }
  const opener = s.indent < 4 ? openerAt(text, at, end, s.indent) : undefined;
  if (s.block === 'item') return readInItem(s, opener);
  if (s.block === 'quote') return opener?.type === 'quote' ? again(s) : readAfterContainer(s, opener);
  if (s.block === 'paragraph') return readInParagraph(s, opener);
  open(s, opener);
  return true;
}

function readBlank(s: Scan): void {
  // An item may begin with one blank line at most.
  if (s.block !== 'item' || s.empty) s.block = 'none';
  s.afterBlank = true;
  s.inParagraph = false;
}

/** One more line of a quote. */
function again(s: Scan): boolean {
  s.loose = false;
  s.reference ||= s.colon;
  return true;
}

function readInParagraph(s: Scan, opener: Opener | undefined): boolean {
  if (opener === undefined) return !s.reference;
  const level = underlineLevel(s.text, s.at, s.end);
  if (level > 0) {
    // With a bracket in front it may be a link reference definition over several lines.
    if (beginsWithBracket(s)) return false;
    const text = joinLines(s.text.slice(s.from, s.start - 1));
    s.headings.push({ level, text, start: s.from, end: s.next, line: s.fromLine });
    s.block = 'none';
    return true;
  }
  if (interrupts(opener)) {
    open(s, opener);
    return true;
  }
  if (s.reference) return opener.type === 'text';
  s.reference = s.colon && beginsWithBracket(s);
  return true;
}

const beginsWithBracket = (s: Scan): boolean =>
  s.text.charCodeAt(skipBlanks(s.text, s.from, s.start)) === BRACKET;

function readInItem(s: Scan, opener: Opener | undefined): boolean {
  const { text, at, end } = s;
  s.empty = false;
  if (s.indent < s.content) {
    if (!s.afterBlank) return readAfterContainer(s, opener);
    open(s, opener);
    return true;
  }
  if (s.loose) return false;
  if (s.plain) {
    const inner = s.indent - s.content < 4 ? openerAt(text, at, end, s.indent) : undefined;
    if (inner === undefined) s.plain = s.inParagraph;
    else s.plain = inner.type === 'text' && !(s.inParagraph && underlineLevel(text, at, end) > 0);
  }
  s.reference ||= s.colon;
  s.inParagraph = s.plain;
  s.afterBlank = false;
  closeAt(s);
  return true;
}

/** A line that stands outside the open item or quote, with no blank line between. */
function readAfterContainer(s: Scan, opener: Opener | undefined): boolean {
  const { text, at, end } = s;
  if (s.loose && opener && underlineLevel(text, at, end) > 0) return false;
  if (opener && (opener.type === 'item' ? !s.loose || opener.interrupts : interrupts(opener))) {
    open(s, opener);
    return true;
  }
  if (opener?.type === 'item') return false;
  if (s.reference || s.colon) return false;
  closeAt(s);
  if (s.block === 'item' && s.plain && s.inParagraph) {
    // Parsers differ over a block start that is too deep for the top level and not deep enough for the item.
    return opener !== undefined || openerAt(text, at, end, s.indent).type === 'text';
  }
  if (s.loose) return true;
  s.loose = true;
  return opener?.type === 'text' && text.charCodeAt(at) !== BRACKET;
}

/** True for what may begin in the middle of a paragraph. */
const interrupts = (opener: Opener): boolean =>
  opener.type !== 'text' && (!('interrupts' in opener) || opener.interrupts);

/** Begins the block that the present line opens; `undefined` is indented code. */
function open(s: Scan, opener: Opener | undefined): void {
  s.block = 'none';
  if (!opener) return;
  const { text } = s;
  s.from = s.start;
  s.fromLine = s.line;
  s.reference = s.colon;
  s.loose = false;
  switch (opener.type) {
    case 'text':
      s.block = 'paragraph';
      s.reference = s.colon && text.charCodeAt(s.at) === BRACKET;
      return;
    case 'atx': {
      const title = trimBlanks(text.slice(opener.from, opener.to));
      s.headings.push({ level: opener.level, text: title, start: s.start, end: s.next, line: s.line });
      return;
    }
    case 'fence':
      s.block = 'fence';
      s.fenceChar = opener.char;
      s.fenceLength = opener.length;
      return;
    case 'html':
      s.until = opener.until;
      if (s.until === 'blank' || !s.until.test(text.slice(s.at, s.end))) s.block = 'html';
      return;
    case 'quote':
      s.block = 'quote';
      return;
    case 'item':
      s.block = 'item';
      s.items.push({ start: s.start, end: s.next, line: s.line });
      s.content = opener.content;
      s.empty = opener.empty;
      s.plain =
        !opener.empty && !opener.code && openerAt(text, opener.from, s.end, s.content).type === 'text';
      s.inParagraph = s.plain;
      s.afterBlank = false;
      return;
    case 'break':
  }
}

/** The open item reaches to the end of the present line. */
function closeAt(s: Scan): void {
  const item = s.items.at(-1);
  if (s.block === 'item' && item) item.end = s.next;
}

/** The lines of a setext heading as one. */
const joinLines = (lines: string): string =>
  lines
    .split('\n')
    .map((line) => trimBlanks(line.endsWith('\r') ? line.slice(0, -1) : line))
    .join(' ');
