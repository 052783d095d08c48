import {
  type CST,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** Why an edit is not made, and the offset in the YAML it is about. */
export interface EditProblem {
  readonly reason: 'comment' | 'alias' | 'anchor' | 'shape' | 'reread';
  readonly at: number;
}

/** A stretch of the text and what replaces it. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A key of a map with where its parts stand; offsets are into the YAML. */
export interface PairPlace {
  readonly key: string;
  readonly pair: Pair;
  readonly keyStart: number;
  /** Behind the colon, where there is one. */
  readonly colon: number | undefined;
  /** Where the value starts, its anchor and tag included; `undefined` where there is none. */
  readonly valueStart: number | undefined;
  /** Behind the last character that belongs to the value (or the colon, or the key). */
  readonly end: number;
}

/** Whether a collection is written in brackets. */
export const isFlow = (node: YAMLMap | YAMLSeq): boolean => node.flow === true;

/** The places of a map's keys, in order; `undefined` when the source does not show them. */
export function placesOf(yaml: string, map: YAMLMap): PairPlace[] | undefined {
  const places: PairPlace[] = [];
  for (const pair of map.items as Pair[]) {
    const place = placeOfPair(yaml, pair);
    if (place === undefined) return undefined;
    places.push(place);
  }
  return places;
}

function placeOfPair(yaml: string, pair: Pair): PairPlace | undefined {
  const key = pair.key as Node | null;
  const token = (pair as Pair & { srcToken?: CST.CollectionItem }).srcToken;
  if (!isScalar(key) || !key.range || token === undefined) return undefined;
  const sep = token.sep ?? [];
  const colon = sep.find(({ type }) => type === 'map-value-ind');
  const property = sep.find(({ type }) => type === 'anchor' || type === 'tag');
  const keyProperty = token.start.find(
    ({ type }) => type !== 'space' && type !== 'comment' && type !== 'newline' && type !== 'comma',
  );
  const behindColon = colon === undefined ? undefined : colon.offset + colon.source.length;
  const value = pair.value as Node | null;
  const written = token.value !== undefined && token.value !== null;
  const start = property?.offset ?? (written ? value?.range?.[0] : undefined);
  return {
    key: String(key.value),
    pair,
    keyStart: keyProperty?.offset ?? key.range[0],
    colon: behindColon,
    valueStart: start,
    end: value === null ? (behindColon ?? key.range[1]) : Math.max(endOf(yaml, value), behindColon ?? 0),
  };
}

/**
 * Behind the last character of a value. The range of a block collection runs on over comments below it, that of a
 * block scalar over blank lines: those belong to whoever wrote them.
 */
export function endOf(yaml: string, node: Node): number {
  const [start, end] = node.range ?? [0, 0];
  if ((isMap(node) || isSeq(node)) && !isFlow(node)) {
    const last = node.items.at(-1) as Node | Pair | undefined;
    if (last === undefined) return end;
    if (isScalar(last) || isAlias(last) || isMap(last) || isSeq(last)) return endOf(yaml, last);
    return endOf(yaml, ((last as Pair).value ?? (last as Pair).key) as Node);
  }
  if (isScalar(node) && (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED)) {
    const header = /^[|>][-+\d]*/.exec(yaml.slice(start, start + 4))?.[0] ?? '';
    if (header.includes('+')) return yaml.charAt(end - 1) === '\n' ? end - 1 : end;
    return start + yaml.slice(start, end).trimEnd().length;
  }
  return end;
}

/** Where the line of an offset starts. */
export const lineStart = (yaml: string, at: number): number => yaml.lastIndexOf('\n', at - 1) + 1;

/** Behind the newline of the line an offset is on. */
export function nextLineStart(yaml: string, at: number): number {
  const newline = yaml.indexOf('\n', at);
  return newline === -1 ? yaml.length : newline + 1;
}

/** The blanks before an offset, when nothing else stands before it on its line. */
export function indentAt(yaml: string, at: number): string | undefined {
  const before = yaml.slice(lineStart(yaml, at), at);
  return /^ *$/.test(before) ? before : undefined;
}

/** Whether a comment stands in a stretch of the YAML, by the tokens of the value that is there. */
export function hasComment(token: unknown, from: number, to: number): boolean {
  if (Array.isArray(token)) return token.some((part) => hasComment(part, from, to));
  if (typeof token !== 'object' || token === null) return false;
  const { type, offset } = token as { type?: unknown; offset?: unknown };
  if (type === 'comment') return typeof offset === 'number' && offset >= from && offset < to;
  return Object.values(token).some((part) => typeof part === 'object' && hasComment(part, from, to));
}
