import { bareMap, type BareMap } from './bare-map.ts';
import { coreScalar, isNullScalar } from './core-scalar.ts';
import { readFlow } from './plain-yaml-flow.ts';
import {
  type Cursor,
  decline,
  DECLINED,
  endLine,
  isBreak,
  KEY_START,
  nextLine,
  PLAIN_START,
  readKey,
  readQuoted,
  skipSpaces,
} from './plain-yaml-cursor.ts';

/** Nesting beyond this is somebody else's document. */
const DEEPEST = 12;
const NOTHING: ReadonlySet<string> = new Set();

/**
 * Reads the YAML that people and canon write in frontmatter: block maps and block lists, scalars and flow
 * collections that fit on one line, comments. It yields exactly what the `yaml` package yields for YAML 1.2
 * core with text keys, or `undefined` where it is not sure (anchors, tags, block scalars, several lines,
 * duplicate keys, tabs, mistakes): a whole repository is read with it, and `yaml` takes some hundred times as long.
 * Under the keys in `text` every scalar is the text of its source.
 */
export function readPlainYaml(
  source: string,
  text: ReadonlySet<string> = NOTHING,
  start: number = source.charCodeAt(0) === 0xfeff ? 1 : 0,
  end: number = source.length,
): BareMap | undefined {
  const cursor: Cursor = { source, end, at: start, indent: 0 };
  try {
    nextLine(cursor);
    if (cursor.indent === -1) return bareMap();
    const data = readMap(cursor, text, false, 0);
    return cursor.indent === -1 ? data : undefined;
  } catch (error) {
    if (error === DECLINED) return undefined;
    throw error;
  }
}

function readMap(cursor: Cursor, text: ReadonlySet<string>, inText: boolean, depth: number): BareMap {
  if (depth > DEEPEST) decline();
  const { source } = cursor;
  const { indent } = cursor;
  const map = bareMap();
  let keys = 0;
  do {
    const key = readKey(cursor, KEY_START);
    keys++;
    const isText = inText || (depth === 0 && text.has(key));
    const colon = cursor.at;
    const at = skipSpaces(cursor, colon);
    const code = at < cursor.end ? source.charCodeAt(at) : 10;
    if (isBreak(cursor, at, code) || (code === 35 && at > colon)) {
      endLine(cursor, at);
      nextLine(cursor);
      map[key] = readBelow(cursor, indent, text, isText, depth);
    } else {
      if (at === colon) decline();
      map[key] = readInline(cursor, at, isText, depth);
      nextLine(cursor);
    }
  } while (cursor.indent === indent);
  // A key that stands twice leaves fewer keys than were read.
  if (cursor.indent > indent || Object.keys(map).length !== keys) decline();
  return map;
}

/** What stands on the lines below a key without a value on its own line. */
function readBelow(
  cursor: Cursor,
  indent: number,
  text: ReadonlySet<string>,
  isText: boolean,
  depth: number,
): unknown {
  if (cursor.indent < indent) return null;
  const dash = isDash(cursor);
  if (cursor.indent === indent) return dash ? readList(cursor, isText, depth + 1) : null;
  return dash ? readList(cursor, isText, depth + 1) : readMap(cursor, text, isText, depth + 1);
}

const isDash = (cursor: Cursor): boolean =>
  cursor.source.charCodeAt(cursor.at) === 45 && cursor.source.charCodeAt(cursor.at + 1) === 32;

function readList(cursor: Cursor, isText: boolean, depth: number): unknown[] {
  const { indent } = cursor;
  const list: unknown[] = [];
  do {
    const at = skipSpaces(cursor, cursor.at + 1);
    if (at >= cursor.end) decline();
    list.push(readInline(cursor, at, isText, depth));
    nextLine(cursor);
  } while (cursor.indent === indent && isDash(cursor));
  if (cursor.indent > indent) decline();
  return list;
}

/** A value on the rest of the line; leaves the cursor at the start of the next. */
function readInline(cursor: Cursor, at: number, isText: boolean, depth: number): unknown {
  const { source, end } = cursor;
  const first = source.charCodeAt(at);
  if (first === 34 || first === 39 || first === 91 || first === 123) {
    cursor.at = at;
    const value = first === 34 || first === 39 ? readQuoted(cursor) : readFlow(cursor, isText, depth + 1);
    endLine(cursor, cursor.at);
    return value;
  }
  if (first < 128 && PLAIN_START[first] === 0 && !(first === 45 && source.charCodeAt(at + 1) > 32)) decline();

  let last = at;
  let i = at;
  for (; i < end; i++) {
    const code = source.charCodeAt(i);
    if (code > 58) last = i;
    else if (code === 32) continue;
    else if (code === 35 && source.charCodeAt(i - 1) === 32) break;
    else if (code < 32) {
      if (isBreak(cursor, i, code)) break;
      decline();
    } else if (code === 58 && !(source.charCodeAt(i + 1) > 32 && i + 1 < end)) decline();
    else last = i;
  }
  endLine(cursor, i);
  const plain = source.slice(at, last + 1);
  if (isText) return isNullScalar(plain) ? null : plain;
  return coreScalar(plain);
}
