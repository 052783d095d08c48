/** Where the narrow reader is. After `nextLine`, `at` is the first character that is no blank. */
export interface Cursor {
  readonly source: string;
  readonly end: number;
  at: number;
  /** Blanks before `at`; -1 at the end. */
  indent: number;
}

/** Thrown, never shown: this document is for the full reader. Made once, since a stack costs more than the reading. */
export const DECLINED = new Error('declined');

export function decline(): never {
  throw DECLINED;
}

const table = (characters: string): Uint8Array => {
  const out = new Uint8Array(128);
  for (const character of characters) out[character.charCodeAt(0)] = 1;
  return out;
};

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
// YAML allows no more than 1024 characters in a key without `?`.
const LONGEST_KEY = 1000;
/** How a key may start, and go on. Narrower than YAML: keys beyond it are rare. */
export const KEY_START = table(`${LETTERS}0123456789_`);
const KEY_GOES_ON = table(`${LETTERS}0123456789_-./@+$`);
/** How a plain scalar may start in a block. */
export const PLAIN_START = table(`${LETTERS}0123456789_./+~()$^;<=\\`);

/** Whether a line ends at `at`; `code` is the character there. A CR without LF is for the full reader. */
export function isBreak(cursor: Cursor, at: number, code: number): boolean {
  return code === 10 || at >= cursor.end || (code === 13 && cursor.source.charCodeAt(at + 1) === 10);
}

/** Goes to the next line that has content; blank lines and comments are passed over. */
export function nextLine(cursor: Cursor): void {
  const { source, end } = cursor;
  let start = cursor.at;
  while (start < end) {
    let at = start;
    let code = source.charCodeAt(at);
    while (code === 32) code = source.charCodeAt(++at);
    if (at >= end) break;
    if (code === 35) {
      start = lineAfter(source, at, end);
    } else if (isBreak(cursor, at, code)) {
      start = code === 10 ? at + 1 : at + 2;
    } else {
      cursor.at = at;
      cursor.indent = at - start;
      return;
    }
  }
  cursor.at = end;
  cursor.indent = -1;
}

function lineAfter(source: string, at: number, end: number): number {
  const newline = source.indexOf('\n', at);
  return newline === -1 || newline >= end ? end : newline + 1;
}

export function skipSpaces(cursor: Cursor, at: number): number {
  while (cursor.source.charCodeAt(at) === 32) at++;
  return at;
}

/** Passes the end of a line, where nothing but blanks and a comment may stand. */
export function endLine(cursor: Cursor, from: number): void {
  const at = skipSpaces(cursor, from);
  const code = cursor.source.charCodeAt(at);
  if (at >= cursor.end) cursor.at = cursor.end;
  else if (code === 10) cursor.at = at + 1;
  else if (code === 35 && cursor.source.charCodeAt(at - 1) === 32)
    cursor.at = lineAfter(cursor.source, at, cursor.end);
  else if (isBreak(cursor, at, code)) cursor.at = at + 2;
  else decline();
}

// A byte order mark in the middle of a text is no letter to every reader.
const isLetterBeyond = (code: number): boolean => code > 0xa0 && code !== 0xfeff;

/** A key and its colon. */
export function readKey(cursor: Cursor, start: Uint8Array): string {
  const { source } = cursor;
  const from = cursor.at;
  const first = source.charCodeAt(from);
  if (first === 34 || first === 39) {
    const key = readQuoted(cursor);
    if (source.charCodeAt(cursor.at) !== 58 || cursor.at - from > LONGEST_KEY) decline();
    cursor.at++;
    return key;
  }
  if (first < 128 ? start[first] === 0 : !isLetterBeyond(first)) decline();
  let at = from + 1;
  let code = source.charCodeAt(at);
  while (code < 128 ? KEY_GOES_ON[code] === 1 : isLetterBeyond(code)) code = source.charCodeAt(++at);
  if (code !== 58 || at >= cursor.end || at - from > LONGEST_KEY) decline();
  cursor.at = at + 1;
  return source.slice(from, at);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  n: '\n',
  t: '\t',
  r: '\r',
};
const HEX4 = /[0-9a-fA-F]{4}/y;

/** A quoted scalar that ends on its line; leaves the cursor behind the closing quote. */
export function readQuoted(cursor: Cursor): string {
  const { source, end } = cursor;
  const quote = source.charCodeAt(cursor.at);
  let out = '';
  let from = cursor.at + 1;
  for (let at = from; at < end; at++) {
    const code = source.charCodeAt(at);
    if (code < 32) decline();
    if (code === quote) {
      if (quote === 39 && source.charCodeAt(at + 1) === 39) {
        out += source.slice(from, ++at);
        from = at + 1;
        continue;
      }
      cursor.at = at + 1;
      return out + source.slice(from, at);
    }
    if (code === 92 && quote === 34) {
      out += source.slice(from, at);
      const next = source[at + 1] ?? '';
      if (next === 'u') {
        HEX4.lastIndex = at + 2;
        if (!HEX4.test(source)) decline();
        out += String.fromCharCode(Number.parseInt(source.slice(at + 2, at + 6), 16));
        at += 5;
      } else {
        const escaped = Object.hasOwn(ESCAPES, next) ? ESCAPES[next] : undefined;
        if (escaped === undefined) return decline();
        out += escaped;
        at++;
      }
      from = at + 1;
    }
  }
  return decline();
}
