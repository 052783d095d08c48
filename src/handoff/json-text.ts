import { CanonError } from '../fault/error.ts';
import { placeOf } from '../record/fault.ts';

/** Anything JSON can say. Objects have no prototype, so that a key named `__proto__` is a key. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface JsonText {
  readonly value: Json;
  /** 1-based lines of the keys of the outermost object (`title`) and of the objects in it (`sections.Summary`). */
  readonly lines: ReadonlyMap<string, number>;
}

const DEEPEST = 100;
const BLANK = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const;

/**
 * Reads JSON (RFC 8259) and tells on which lines the keys are, which `JSON.parse` does not; nor does it
 * always say where an error is, and its messages quote the text. A key twice in one object is an error.
 * @throws E_DRAFT_JSON with line and column
 */
export function readJson(text: string, name: string): JsonText {
  const lines = new Map<string, number>();
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;

  const fail = (wanted: string, offset = at): never => {
    const { line, column, source } = placeOf(text, offset);
    throw new CanonError('E_DRAFT_JSON', { path: name, line, column, source, data: { wanted } });
  };
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const skip = (): void => void take(BLANK);
  const punctuation = (mark: string): boolean => {
    skip();
    if (text[at] !== mark) return false;
    at++;
    return true;
  };

  // Counted onwards from the key before: a draft may have many keys.
  let line = 1;
  let counted = 0;
  const lineOf = (offset: number): number => {
    for (; counted < offset; counted++) if (text.charCodeAt(counted) === 10) line++;
    return line;
  };

  const readString = (wanted: string): string => {
    const start = at;
    if (text[at] !== '"') fail(wanted);
    for (at++; text[at] !== '"'; at++) {
      if (at >= text.length || text.charCodeAt(at) < 32) fail('the closing quote', start);
      if (text[at] === '\\') at++;
    }
    at++;
    try {
      // A lone surrogate is no text that could be written.
      return String(JSON.parse(text.slice(start, at))).replace(/\p{Surrogate}/gu, '\uFFFD');
    } catch {
      return fail('an escape that JSON knows', start);
    }
  };
  const readObject = (path: readonly string[]): Json => {
    const object: Record<string, Json> = Object.create(null) as Record<string, Json>;
    if (punctuation('}')) return object;
    do {
      skip();
      const start = at;
      const key = readString('a key in double quotes');
      if (Object.hasOwn(object, key))
        fail(`each key once, and ${JSON.stringify(key)} stands here again`, start);
      const here = [...path, key];
      if (here.length <= 2) lines.set(here.join('.'), lineOf(start));
      if (!punctuation(':')) fail('a colon');
      object[key] = readValue(here);
    } while (punctuation(','));
    if (!punctuation('}')) fail('a comma or the closing brace');
    return object;
  };
  const readArray = (path: readonly string[]): Json => {
    const array: Json[] = [];
    if (punctuation(']')) return array;
    do array.push(readValue([...path, '']));
    while (punctuation(','));
    if (!punctuation(']')) fail('a comma or the closing bracket');
    return array;
  };
  const readValue = (path: readonly string[]): Json => {
    if (path.length > DEEPEST) fail(`at most ${DEEPEST} levels`);
    skip();
    const first = text[at];
    if (first === '{' || first === '[') {
      at++;
      return first === '{' ? readObject(path) : readArray(path);
    }
    if (first === '"') return readString('a value');
    for (const [word, value] of WORDS) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return value;
      }
    }
    const number = take(NUMBER);
    return number === undefined || number === '' ? fail('a value') : Number(number);
  };

  const value = readValue([]);
  skip();
  if (at < text.length) fail('nothing behind the end of the JSON');
  return { value, lines };
}
