import { type BareMap, bareMap } from './bare-map.ts';
import { coreScalar, isNullScalar } from './core-scalar.ts';
import { textKeysOf } from './frontmatter.ts';
import { KINDS, type Kind } from './kinds.ts';
import { BELOW, KEY, MAP, VALUE } from './quick-patterns.ts';

/** Some of a record's frontmatter. */
export interface QuickFields {
  /** The fields asked for, as `parseFrontmatter` has them; those that are null or missing have no key. */
  readonly data: BareMap;
  /** Where the body starts in the text. */
  readonly bodyStart: number;
}

/** Which fields to read of records of a kind: their names, and whether values are text as written. */
export type Wanted = ReadonlyMap<string, boolean>;

/** The fields to read of records of each kind. */
export function wantedFields(keys: readonly string[]): Readonly<Record<Kind, Wanted>> {
  const wanted = (kind: Kind): Wanted => new Map(keys.map((key) => [key, textKeysOf(kind).has(key)]));
  return Object.fromEntries(KINDS.map((kind) => [kind, wanted(kind)])) as Record<Kind, Wanted>;
}

/** Longer frontmatter is for the others: an expression takes memory for each character that it may give back. */
const LONGEST = 65_536;

/**
 * Reads some fields of the frontmatter that canon writes, several times as fast as `parseFrontmatter`, which
 * makes values of all. What it does not know by heart (comments, blank lines, escapes, CRLF, nesting but for
 * a map of words) it leaves to that one: `undefined`. Where it answers, the two agree.
 */
export function quickFields(text: string, wanted: Wanted): QuickFields | undefined {
  if (!text.startsWith('---\n')) return undefined;
  const close = text.indexOf('\n---\n', 3);
  if (close < 0 || close > LONGEST) return undefined;
  const data = readEach(text, wanted, close + 1);
  return data && { data, bodyStart: close + '\n---\n'.length };
}

const ENTRY = new RegExp(`(${KEY}):(?: +(${VALUE}|${MAP})\\n|\\n(${BELOW})?)`, 'y');

/** Reads keys in any order, known or not, up to the fence that closes. */
function readEach(text: string, fields: Wanted, end: number): BareMap | undefined {
  const data = bareMap();
  const seen = new Set<string>();
  ENTRY.lastIndex = '---\n'.length;
  for (let count = 1; ENTRY.lastIndex < end; count += 1) {
    const match = ENTRY.exec(text);
    if (!match) return undefined;
    const [, name = '', source, below] = match;
    if (name.length > 64 || seen.add(name).size < count) return undefined;
    const isText = fields.get(name);
    if (below !== undefined || source?.startsWith('{')) {
      if (isText !== undefined || !isMap(below ?? source ?? '')) return undefined;
    } else if (isText !== undefined && source !== undefined) {
      const value = valueOf(source, isText);
      if (value === undefined) return undefined;
      if (value !== null) data[name] = value;
    }
  }
  return data;
}

/** What a value is, from its source; null for nothing, undefined where the other readers must tell. */
function valueOf(source: string, isText: boolean): string | number | boolean | null | string[] | undefined {
  switch (source.charCodeAt(0)) {
    case 34: // "
    case 39: // '
      return source.slice(1, -1);
    case 91: // [
      if (!isText) return undefined;
      return source.length === 2 ? [] : source.slice(1, -1).split(', ');
    default: {
      const plain = source.endsWith(' ') ? source.replace(/ +$/, '') : source;
      if (!isText) return coreScalar(plain);
      return isNullScalar(plain) ? null : plain;
    }
  }
}

const KEYS = new RegExp(`${KEY}(?=: )`, 'g');
/** A key that stands twice in a map below its key. */
const TWICE = new RegExp(`^ {2}(${KEY}): .*\\n(?:.*\\n)*? {2}\\1: `, 'm');

/** Whether a map, of words and as long as it is, has each key once. */
function isMap(source: string): boolean {
  if (source.length < 1024 && !source.startsWith('{')) return !TWICE.test(source);
  const keys = source.match(KEYS) ?? [];
  return new Set(keys).size === keys.length;
}
