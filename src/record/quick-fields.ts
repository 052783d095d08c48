import { type BareMap, bareMap } from './bare-map.ts';
import { coreScalar, isNullScalar } from './core-scalar.ts';
import { textKeysOf } from './frontmatter.ts';
import { KINDS, type Kind } from './kinds.ts';
import { PLAIN_START } from './plain-yaml-cursor.ts';

/** Some of a record's frontmatter, and its body. */
export interface QuickFields {
  /** The fields asked for, as `parseFrontmatter` has them; those that are null or missing have no key. */
  readonly data: BareMap;
  readonly body: string;
  /** 1-based line of the body's first line. */
  readonly bodyLine: number;
}

/** Which fields to read, and how to find them. */
export interface Wanted {
  /** The name and whether its values are text as written, by a number made of its letters. */
  readonly names: ReadonlyMap<number, readonly [name: string, isText: boolean]>;
}

/** The fields to read of records of each kind. */
export function wantedFields(keys: readonly string[]): Readonly<Record<Kind, Wanted>> {
  const of = (kind: Kind): Wanted => ({
    names: new Map(keys.map((key) => [hashOf(key), [key, textKeysOf(kind).has(key)]])),
  });
  return Object.fromEntries(KINDS.map((kind) => [kind, of(kind)])) as Record<Kind, Wanted>;
}

const hashOf = (key: string): number => {
  let hash = 0;
  for (let at = 0; at < key.length; at++) hash = (Math.imul(hash, 31) + key.charCodeAt(at)) | 0;
  return hash;
};

const table = (characters: string): Uint8Array => {
  const out = new Uint8Array(128);
  for (const character of characters) out[character.charCodeAt(0)] = 1;
  return out;
};
const WORD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_';
/** What a key is made of here; narrower than YAML, and than the narrow reader. */
const IN_KEY = table(`${WORD}-`);
/** What the words of a list or map on one line are made of here. */
const IN_WORD = table(`${WORD}-./@+`);

// Where the value that was read last ended, and what it was. No objects: this runs for every line of every
// record of a repository.
let end = 0;
let value: unknown;

// Which keys a map has had: a mark of that map in the place that the key's number gives. Two keys that want
// one place look like a key that stands twice; the other reader then tells them apart.
const places = new Float64Array(4096);
let marks = 0;

function isMarked(hash: number, mark: number): boolean {
  const place = (hash ^ (hash >>> 12)) & 4095;
  if (places[place] === mark) return true;
  places[place] = mark;
  return false;
}

/**
 * Reads some fields of the frontmatter that canon writes, about three times as fast as `parseFrontmatter`,
 * which makes values of all. What it does not know by heart (comments, blank lines, escapes, CRLF, nesting
 * but for a map of words) it leaves to that one: `undefined`. Where it answers, the two agree.
 */
export function quickFields(text: string, { names }: Wanted): QuickFields | undefined {
  if (!text.startsWith('---\n')) return undefined;
  const data = bareMap();
  const mark = ++marks;
  let line = 2;
  let at = 4;
  for (;;) {
    if (text.charCodeAt(at) === 45) {
      const body = text.startsWith('---\n', at) ? at + 4 : -1;
      return body < 0 ? undefined : { data, body: text.slice(body), bodyLine: line + 1 };
    }
    const from = at;
    let hash = 0;
    let code = text.charCodeAt(at);
    while (code < 128 && IN_KEY[code] === 1) {
      hash = (Math.imul(hash, 31) + code) | 0;
      code = text.charCodeAt(++at);
    }
    if (code !== 58 || at === from || at - from > 64 || isMarked(hash, mark)) return undefined;
    const found = names.get(hash);
    const want = found !== undefined && found[0].length === at - from && text.startsWith(found[0], from);
    at++;
    code = text.charCodeAt(at);
    if (code === 10) {
      const lines = passBelow(text, at + 1);
      // What a field that is asked for has below it is not passed over.
      if (lines < 0 || (lines > 0 && want)) return undefined;
      line += lines + 1;
      at = end;
      continue;
    }
    if (code !== 32) return undefined;
    do code = text.charCodeAt(++at);
    while (code === 32);
    if (!readValue(text, at, code, want, want && found[1])) return undefined;
    if (want && value !== null) data[found[0]] = value;
    line++;
    at = end;
  }
}

/** Reads a value and the end of its line. */
function readValue(text: string, at: number, first: number, want: boolean, isText: boolean): boolean {
  if (first === 91) return readList(text, at + 1, want, isText);
  if (first === 34 || first === 39) return readQuoted(text, at, first, want);
  if (first === 123) return !want && passMap(text, at + 1);
  if (first < 128 && PLAIN_START[first] !== 1) return false;
  let last = at;
  let i = at;
  for (;;) {
    const code = text.charCodeAt(i);
    if (code > 58) last = i;
    else if (code !== 32) {
      if (code === 10) break;
      // Tabs, carriage returns, the end of the file.
      if (!(code >= 32)) return false;
      if (code === 35 && text.charCodeAt(i - 1) === 32) return false;
      if (code === 58 && !(text.charCodeAt(i + 1) > 32)) return false;
      last = i;
    }
    i++;
  }
  end = i + 1;
  if (want) {
    const plain = text.slice(at, last + 1);
    value = isText ? (isNullScalar(plain) ? null : plain) : coreScalar(plain);
  }
  return true;
}

/** A scalar in quotes, without escapes, that ends on its line. */
function readQuoted(text: string, at: number, quote: number, want: boolean): boolean {
  for (let i = at + 1; ; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) {
      if (text.charCodeAt(i + 1) !== 10) return false;
      end = i + 2;
      if (want) value = text.slice(at + 1, i);
      return true;
    }
    if (!(code >= 32) || (code === 92 && quote === 34)) return false;
  }
}

/** A list of words on one line. */
function readList(text: string, from: number, want: boolean, isText: boolean): boolean {
  if (want && !isText) return false;
  const list: string[] = [];
  let at = from;
  if (text.charCodeAt(at) === 93) at++;
  else {
    for (;;) {
      const start = at;
      at = passWord(text, at);
      if (at === start) return false;
      if (want) {
        const word = text.slice(start, at);
        if (isNullScalar(word)) return false;
        list.push(word);
      }
      const code = text.charCodeAt(at++);
      if (code === 93) break;
      if (code !== 44 || text.charCodeAt(at) !== 32) return false;
      at++;
    }
  }
  if (text.charCodeAt(at) !== 10) return false;
  end = at + 1;
  value = list;
  return true;
}

/** Passes over a map of words on one line. */
function passMap(text: string, from: number): boolean {
  const mark = ++marks;
  let at = from;
  if (text.charCodeAt(at) === 32) at++;
  if (text.charCodeAt(at) === 125) at++;
  else {
    for (;;) {
      at = passEntry(text, at, mark);
      if (at < 0) return false;
      if (text.charCodeAt(at) === 32) at++;
      const code = text.charCodeAt(at++);
      if (code === 125) break;
      if (code !== 44 || text.charCodeAt(at) !== 32) return false;
      at++;
    }
  }
  if (text.charCodeAt(at) !== 10) return false;
  end = at + 1;
  return true;
}

/**
 * Passes over a map of words below its key, each on a line of its own behind two blanks. Returns how many
 * lines that were; -1 for anything else that is set in.
 */
function passBelow(text: string, from: number): number {
  const mark = ++marks;
  let lines = 0;
  let at = from;
  while (text.charCodeAt(at) === 32) {
    if (text.charCodeAt(at + 1) !== 32) return -1;
    at = passEntry(text, at + 2, mark);
    if (at < 0 || text.charCodeAt(at) !== 10) return -1;
    at++;
    lines++;
  }
  const next = text.charCodeAt(at);
  // A list may start right below its key.
  if (next === 45 && !text.startsWith('---\n', at)) return -1;
  end = at;
  return lines;
}

/** Passes over `word: word`; -1 where that is not what it is. */
function passEntry(text: string, from: number, mark: number): number {
  let hash = 0;
  let at = from;
  let code = text.charCodeAt(at);
  while (code < 128 && IN_KEY[code] === 1) {
    hash = (Math.imul(hash, 31) + code) | 0;
    code = text.charCodeAt(++at);
  }
  if (at === from || text.charCodeAt(from) === 45 || code !== 58 || isMarked(hash, mark)) return -1;
  if (text.charCodeAt(at + 1) !== 32) return -1;
  const end = passWord(text, at + 2);
  return end === at + 2 ? -1 : end;
}

/** Passes over a word that starts with a letter or digit; stays where it is when there is none. */
function passWord(text: string, from: number): number {
  let at = from;
  let code = text.charCodeAt(at);
  if (code === 45 || code === 46 || code === 47 || code === 64 || code === 43) return from;
  while (code < 128 && IN_WORD[code] === 1) code = text.charCodeAt(++at);
  // `#` inside: `RT-260511-01#w1`.
  if (code === 35 && at > from) {
    code = text.charCodeAt(++at);
    while (code < 128 && IN_WORD[code] === 1) code = text.charCodeAt(++at);
  }
  return at;
}
