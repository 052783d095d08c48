import { bareMap, type BareMap } from './bare-map.ts';
import { coreScalar, isNullScalar } from './core-scalar.ts';
import {
  type Cursor,
  decline,
  KEY_START,
  PLAIN_START,
  readKey,
  readQuoted,
  skipSpaces,
} from './plain-yaml-cursor.ts';

const DEEPEST = 12;

/** A flow list or map that ends on its line; leaves the cursor behind the closing bracket. */
export function readFlow(cursor: Cursor, isText: boolean, depth: number): unknown {
  if (depth > DEEPEST) decline();
  return cursor.source.charCodeAt(cursor.at) === 91
    ? readFlowList(cursor, isText, depth)
    : readFlowMap(cursor, isText, depth);
}

function readFlowList(cursor: Cursor, isText: boolean, depth: number): unknown[] {
  const list: unknown[] = [];
  cursor.at = skipSpaces(cursor, cursor.at + 1);
  while (code(cursor) !== 93) {
    list.push(readFlowValue(cursor, isText, depth));
    separator(cursor, 93);
  }
  cursor.at++;
  return list;
}

function readFlowMap(cursor: Cursor, isText: boolean, depth: number): BareMap {
  const map = bareMap();
  cursor.at = skipSpaces(cursor, cursor.at + 1);
  while (code(cursor) !== 125) {
    const key = readKey(cursor, KEY_START);
    if (key in map || code(cursor) !== 32) decline();
    cursor.at = skipSpaces(cursor, cursor.at);
    map[key] = readFlowValue(cursor, isText, depth);
    separator(cursor, 125);
  }
  cursor.at++;
  return map;
}

const code = (cursor: Cursor): number =>
  cursor.at < cursor.end ? cursor.source.charCodeAt(cursor.at) : decline();

/** Passes a comma; a closing bracket is left for the caller. A last comma before the bracket is YAML too. */
function separator(cursor: Cursor, close: number): void {
  cursor.at = skipSpaces(cursor, cursor.at);
  const here = code(cursor);
  if (here === close) return;
  if (here !== 44) decline();
  cursor.at = skipSpaces(cursor, cursor.at + 1);
}

function readFlowValue(cursor: Cursor, isText: boolean, depth: number): unknown {
  const { source, end } = cursor;
  const from = cursor.at;
  const first = code(cursor);
  if (first === 34 || first === 39) return readQuoted(cursor);
  if (first === 91 || first === 123) return readFlow(cursor, isText, depth + 1);
  if (first < 128 && PLAIN_START[first] === 0 && !(first === 45 && isWord(source.charCodeAt(from + 1))))
    decline();

  let last = from;
  let at = from;
  for (; at < end; at++) {
    const here = source.charCodeAt(at);
    if (here === 44 || here === 93 || here === 125) break;
    if (here === 32) continue;
    // A bracket, a colon or a hash in the middle of a plain scalar means different things to different readers.
    if (here < 32 || here === 91 || here === 123 || here === 58) {
      if (here !== 58 || !isWord(source.charCodeAt(at + 1))) decline();
    } else if (here === 35 && source.charCodeAt(at - 1) === 32) decline();
    last = at;
  }
  cursor.at = at;
  const plain = source.slice(from, last + 1);
  if (isText) return isNullScalar(plain) ? null : plain;
  return coreScalar(plain);
}

const isWord = (here: number): boolean => here < 128 && KEY_START[here] === 1;
