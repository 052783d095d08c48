import { isMap, isScalar, type Node, type YAMLMap } from 'yaml';
import { KEY_ORDER } from './fields.ts';
import { formatField } from './format-field.ts';
import { formatFlow, formatKey } from './format-value.ts';
import type { Kind } from './kinds.ts';
import { editList } from './yaml-edit-list.ts';
import {
  type EditProblem,
  hasComment,
  indentAt,
  isFlow,
  lineStart,
  nextLineStart,
  type PairPlace,
  placesOf,
  type Splice,
} from './yaml-place.ts';
import { replaceValue } from './yaml-replace.ts';

/** One change of one place: `undefined` removes. */
export interface Step {
  readonly path: readonly string[];
  /** What is read there now. */
  readonly current: unknown;
  readonly value: unknown;
}

interface Style {
  readonly eol: string;
  readonly kind: Kind | undefined;
}

/**
 * Makes one change in YAML text, or says why not. Nothing but the bytes of that value changes. `map` is what was
 * read of the text; `undefined` where there are no keys yet.
 */
export function editYaml(
  yaml: string,
  map: YAMLMap | undefined,
  step: Step,
  style: Style,
): string | EditProblem {
  if (map === undefined) {
    const [key = '', ...rest] = step.path;
    return yaml + formatField(style.kind, key, nest(rest, step.value), '', style.eol);
  }
  const splices = editMap(yaml, map, step.path, step, style, true);
  if (!Array.isArray(splices)) return splices;
  // From the end, so that offsets stay right; where two start together, what is removed goes first.
  return splices
    .toSorted((a, b) => b.from - a.from || b.to - a.to)
    .reduce((text, { from, to, text: by }) => text.slice(0, from) + by + text.slice(to), yaml);
}

/** A value inside new maps for the keys that lead to it. */
function nest(path: readonly string[], value: unknown): unknown {
  return path.reduceRight((inner, key) => Object.fromEntries([[key, inner]]), value);
}

function editMap(
  yaml: string,
  map: YAMLMap,
  path: readonly string[],
  step: Step,
  style: Style,
  isRoot: boolean,
): Splice[] | EditProblem {
  const { value } = step;
  const places = placesOf(yaml, map);
  const mapStart = map.range?.[0] ?? 0;
  if (places === undefined) return { reason: 'shape', at: mapStart };
  const [key = '', ...rest] = path;
  const at = { inFlow: isFlow(map), kind: isRoot ? style.kind : undefined, eol: style.eol };
  const place = places.find((candidate) => candidate.key === key);
  if (place === undefined) {
    return value === undefined ? [] : addPair(yaml, map, places, key, nest(rest, value), style, isRoot);
  }
  if (rest.length === 0) {
    if (value === undefined) return removePair(yaml, map, places, place);
    const list =
      Array.isArray(value) && Array.isArray(step.current)
        ? editList(yaml, place.pair.value, step.current, value, style.eol)
        : undefined;
    return list ?? replaceValue(yaml, place, value, at);
  }
  const inner = place.pair.value as Node | null;
  if (isMap(inner)) {
    const last = value === undefined && rest.length === 1 && inner.items.length === 1;
    if (last) return replaceValue(yaml, place, {}, at);
    return editMap(yaml, inner as YAMLMap, rest, step, style, false);
  }
  if (value === undefined) return [];
  if (inner !== null && place.valueStart !== undefined && !isNull(inner))
    return { reason: 'alias', at: place.valueStart };
  return replaceValue(yaml, place, nest(rest, value), at);
}

const isNull = (node: Node): boolean => isScalar(node) && node.value === null;

function addPair(
  yaml: string,
  map: YAMLMap,
  places: readonly PairPlace[],
  key: string,
  value: unknown,
  style: Style,
  isRoot: boolean,
): Splice[] | EditProblem {
  const [first] = places;
  if (isFlow(map)) {
    const entry = `${formatKey(key)}: ${formatFlow(value)}`;
    const last = places.at(-1);
    const at = last?.end ?? (map.range?.[0] ?? 0) + 1;
    return [{ from: at, to: at, text: last === undefined ? entry : `, ${entry}` }];
  }
  const indent = first === undefined ? undefined : indentAt(yaml, first.keyStart);
  if (first === undefined || indent === undefined) return { reason: 'shape', at: map.range?.[0] ?? 0 };
  const entry = formatField(isRoot ? style.kind : undefined, key, value, indent, style.eol);
  const order = isRoot && style.kind !== undefined ? KEY_ORDER[style.kind] : [];
  const before = predecessor(places, key, order);
  const from = before === undefined ? lineStart(yaml, first.keyStart) : nextLineStart(yaml, before.end);
  const ended = from === 0 || yaml.charAt(from - 1) === '\n';
  return [{ from, to: from, text: ended ? entry : style.eol + entry }];
}

/** The key a new one goes behind: its nearest forerunner in the kind's order, the last key, or none (first place). */
function predecessor(
  places: readonly PairPlace[],
  key: string,
  order: readonly string[],
): PairPlace | undefined {
  const rank = order.indexOf(key);
  if (rank === -1) return places.at(-1);
  let best: PairPlace | undefined;
  let bestRank = -1;
  for (const place of places) {
    const other = order.indexOf(place.key);
    if (other > bestRank && other < rank) {
      best = place;
      bestRank = other;
    }
  }
  return best;
}

function removePair(
  yaml: string,
  map: YAMLMap,
  places: readonly PairPlace[],
  place: PairPlace,
): Splice[] | EditProblem {
  if (!isFlow(map)) {
    if (indentAt(yaml, place.keyStart) === undefined) return { reason: 'shape', at: place.keyStart };
    return [{ from: lineStart(yaml, place.keyStart), to: nextLineStart(yaml, place.end), text: '' }];
  }
  const index = places.indexOf(place);
  const previous = places[index - 1];
  const next = places[index + 1];
  const from = next === undefined && previous !== undefined ? previous.end : place.keyStart;
  const to = next === undefined ? place.end : next.keyStart;
  if (hasComment(map.srcToken, from, to)) return { reason: 'comment', at: place.keyStart };
  return [{ from, to, text: '' }];
}
