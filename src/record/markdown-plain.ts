import { emphasis, type Piece, withoutEmphasis } from './markdown-emphasis.ts';
import { decodeEntity } from './markdown-entities.ts';
import { isTag } from './markdown-tags.ts';

// No title or summary needs more; it bounds what hostile text can cost.
const LIMIT = 4096;
const MARKUP = /[\\`*_~[\]<>&!\n\r\t]|  /;

/**
 * One line of Markdown as plain text, for titles and summaries: links become their text, emphasis, code marks, tags,
 * comments and marks of footnotes go, entities and escapes become what they stand for. Identifiers like `snake_case` and
 * `__init__` keep their underscores, and `Array<Foo>` is no tag. Marks of headings, lists and quotes are not looked for.
 * Reads the first 4,096 characters.
 */
export const plainText = (md: string): string => plainTextWith(md, undefined);

/**
 * The same where it is known what links and footnotes the text may name.
 * @param labels as `labelsIn` reads them; without, what looks like such a name is one
 */
export function plainTextWith(md: string, labels: ReadonlySet<string> | undefined): string {
  const line = md.length > LIMIT ? md.slice(0, LIMIT) : md;
  if (!MARKUP.test(line)) return line.trim();
  // A backslash at the end of a line is a break.
  const source = line
    .replace(/(?<!\\)\\\r?\n/g, '\n')
    .replace(/\s+/g, ' ')
    .trim();
  return withoutEmphasis(inline(source, labels)).replace(/ {2,}/g, ' ').trim();
}

const DEFINITION = /^ {0,3}\[((?:[^[\]\\\n]|\\.){1,200})\]:/gm;

/** The names of the links and footnotes that a text defines. */
export function labelsIn(md: string): Set<string> {
  if (!md.includes(']:')) return new Set();
  return new Set(Array.from(md.matchAll(DEFINITION), ([, label = '']) => folded(label)));
}

const folded = (label: string): string => label.trim().replace(/\s+/g, ' ').toLowerCase();

const TOKEN =
  /\\[!-/:-@[-`{-~]|`+|!?\[\[|\[\^[^[\]\s]{1,80}\]|!?\[|\]|\*+|_+|~+|<!--|<\/?[A-Za-z][^<>]{0,500}>|<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000}>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,9});/g;
const ADDRESS = /^<(?:[A-Za-z][\w+.-]*:|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+>)/;
const WORD = /[\p{L}\p{N}_]/u;

/** Where a bracket opens: its piece, and its place in the text. */
interface Bracket {
  readonly piece: number;
  readonly at: number;
}

function inline(source: string, labels: ReadonlySet<string> | undefined): Piece[] {
  const pieces: Piece[] = [];
  const brackets: Bracket[] = [];
  // Each that is never closed is read to the end.
  let unclosed = 0;
  let at = 0;
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(source); found; TOKEN.lastIndex = at, found = TOKEN.exec(source)) {
    const [token] = found;
    if (found.index > at) pieces.push({ text: source.slice(at, found.index) });
    at = found.index + token.length;
    const first = token.charAt(0);
    if (first === '\\') pieces.push({ text: token.slice(1) });
    else if (first === '`') {
      const close = closingBackticks(source, at, token.length);
      pieces.push({ text: close === undefined ? token : source.slice(at, close).trim() });
      if (close !== undefined) at = close + token.length;
    } else if (token.startsWith('[^')) {
      if (!isFootnote(source, found.index, token, labels)) pieces.push({ text: token });
      // The note itself.
      else if (found.index === 0 && source.charAt(at) === ':') at += 1;
      else if (!WORD.test(source.charAt(at))) withoutEnd(pieces.at(-1));
    } else if (token.endsWith('[[')) {
      const close = source.indexOf(']]', at);
      if (close < 0) pieces.push({ text: token });
      else {
        const target = source.slice(at, close);
        pieces.push({ text: target.slice(target.lastIndexOf('|') + 1) });
        at = close + 2;
      }
    } else if (token.endsWith('[')) {
      brackets.push({ piece: pieces.length, at: found.index });
      pieces.push({ text: token });
    } else if (token === ']') {
      const open = brackets.pop();
      const isLink = open !== undefined && source.charAt(at) === '(' && unclosed < MOST_UNCLOSED;
      const destination = isLink ? destinationEnd(source, at) : undefined;
      if (isLink && destination === undefined) unclosed += 1;
      const end = open && (destination ?? referenceEnd(source, open.at, at, labels));
      if (open && end !== undefined) {
        const mark = pieces[open.piece];
        if (mark) mark.text = '';
        at = end;
      } else pieces.push({ text: ']' });
    } else if (token === '<!--') {
      const close = source.indexOf('-->', at - 2);
      if (close >= 0) at = close + 3;
      // One that never ends is text, but where it is all there is.
      else if (found.index === 0) at = source.length;
      else pieces.push({ text: token });
    } else if (first === '<') {
      if (ADDRESS.test(token)) pieces.push({ text: token.slice(1, -1) });
      else if (!isTag(token, source.slice(at))) {
        pieces.push({ text: '<' });
        at = found.index + 1;
      }
    } else if (first === '&') pieces.push({ text: decodeEntity(token) });
    else pieces.push(emphasis(source, found.index, token));
  }
  if (at < source.length) pieces.push({ text: source.slice(at) });
  return pieces;
}

/** Whether `[^1]` marks a footnote. Where none are known, `[^a-z]` with a blank before it is more likely an expression. */
function isFootnote(
  source: string,
  at: number,
  token: string,
  labels: ReadonlySet<string> | undefined,
): boolean {
  if (labels) return labels.has(folded(token.slice(1, -1)));
  if (/^\[\^\d+\]$/.test(token)) return true;
  return (
    /^\[\^[\p{L}\p{N}_-]{2,}\]$/u.test(token) &&
    !/^\[\^.-.\]$/u.test(token) &&
    /\S/.test(source.charAt(at - 1))
  );
}

function withoutEnd(piece: Piece | undefined): void {
  if (piece && piece.mark === undefined) piece.text = piece.text.trimEnd();
}

const REFERENCE = /\[([^[\]]{0,200})\]/y;

/**
 * Behind a link that names where it leads (`[text][name]`, `[text][]`, `[text]`); `undefined` where it is none. Where no
 * names are known, `list[0][1]` is code, and what a title begins with (`[ops][web] Move it`) are labels.
 */
function referenceEnd(
  source: string,
  open: number,
  at: number,
  labels: ReadonlySet<string> | undefined,
): number | undefined {
  const text = source.slice(open, at - 1).replace(/^!?\[/, '');
  if (/^[\sxX-]?$/.test(text)) return undefined;
  REFERENCE.lastIndex = at;
  const label = REFERENCE.exec(source)?.[1];
  if (labels) {
    if (label !== undefined && labels.has(folded(label === '' ? text : label))) return at + label.length + 2;
    return labels.has(folded(text)) ? at : undefined;
  }
  if (label === undefined) return undefined;
  const before = source.slice(Math.max(0, open - 1), open);
  return before === '' || /[\p{L}\p{N}_\])]/u.test(before) ? undefined : at + label.length + 2;
}

function closingBackticks(source: string, from: number, size: number): number | undefined {
  for (let at = source.indexOf('`', from); at >= 0;) {
    let end = at;
    while (source.charCodeAt(end) === 96) end++;
    if (end - at === size) return at;
    at = source.indexOf('`', end);
  }
  return undefined;
}

/** More destinations without an end than any line has. */
const MOST_UNCLOSED = 20;

/** Behind the `(destination "title")` that begins at `at`; `undefined` where there is none. */
function destinationEnd(source: string, at: number): number | undefined {
  let depth = 0;
  for (let i = at; i < source.length; i++) {
    const char = source.charAt(i);
    if (char === '\\') i++;
    else if (char === '<') {
      const close = source.indexOf('>', i);
      if (close > 0) i = close;
    } else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return i + 1;
  }
  return undefined;
}
