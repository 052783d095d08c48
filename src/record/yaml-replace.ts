import { isMap, isScalar, isSeq, type Node, Scalar } from 'yaml';
import { isPlainDate } from './format-field.ts';
import { formatFlow, formatScalar, formatValue, type Formatted } from './format-value.ts';
import type { Kind } from './kinds.ts';
import { isRecord } from './value.ts';
import {
  type EditProblem,
  hasComment,
  indentAt,
  isFlow,
  lineStart,
  nextLineStart,
  type PairPlace,
  type Splice,
} from './yaml-place.ts';

/** Where a value stands. */
export interface Surroundings {
  /** Inside braces. */
  readonly inFlow: boolean;
  /** At the top, where a kind says what a key holds. */
  readonly kind: Kind | undefined;
  readonly eol: string;
}

/**
 * Writes a value in the place of another: on the key's line, or on the lines below it. Comments beside and between
 * stay; a value with comments inside is not replaced.
 */
export function replaceValue(
  yaml: string,
  place: PairPlace,
  value: unknown,
  at: Surroundings,
): Splice[] | EditProblem {
  const node = place.pair.value as Node | null;
  const indent = indentAt(yaml, place.keyStart);
  const isScalarNow = !Array.isArray(value) && !isRecord(value);
  if (place.colon === undefined || (indent === undefined && !at.inFlow && !isScalarNow))
    return { reason: 'shape', at: place.keyStart };

  const formatted = isPlainDate(at.inFlow ? undefined : at.kind, place.key, value)
    ? { inline: value, below: '' }
    : format(node, value, at.inFlow, indent ?? '', at.eol);
  if (isBlock(node)) return replaceBlock(yaml, place, formatted);
  if (isScalar(node) && (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED))
    return replaceBlockScalar(yaml, place, formatted);

  const { colon, valueStart: start, end } = place;
  const inline = formatted.inline === '' ? '' : ` ${formatted.inline}`;
  const rest = below(yaml, end, formatted);
  if (start === undefined) return [{ from: colon, to: colon, text: inline }, ...rest];
  if (hasComment(place.pair.srcToken?.value, start, end)) return { reason: 'comment', at: start };
  if (formatted.inline !== '') return [{ from: start, to: end, text: formatted.inline }, ...rest];
  if (hasComment(place.pair.srcToken, colon, start)) return { reason: 'comment', at: start };
  return [{ from: colon, to: end, text: '' }, ...rest];
}

const isBlock = (node: Node | null): boolean => (isMap(node) || isSeq(node)) && !isFlow(node);

/** Brackets stay brackets, unless there was nothing in them. */
function format(node: Node | null, value: unknown, inFlow: boolean, indent: string, eol: string): Formatted {
  if (!Array.isArray(value) && !isRecord(value))
    return { inline: formatScalar(value, inFlow ? 'flow' : 'block'), below: '' };
  const brackets = (isMap(node) || isSeq(node)) && isFlow(node) && node.items.length > 0;
  return inFlow || brackets ? { inline: formatFlow(value), below: '' } : formatValue(value, indent, eol);
}

function below(yaml: string, end: number, formatted: Formatted): Splice[] {
  if (formatted.below === '') return [];
  const at = nextLineStart(yaml, end);
  return [{ from: at, to: at, text: formatted.below }];
}

/** A block list or map stands on lines of its own: those go, the new value goes to the key's line or in their place. */
function replaceBlock(yaml: string, place: PairPlace, formatted: Formatted): Splice[] | EditProblem {
  const { colon = 0, end, keyStart } = place;
  const start = (place.pair.value as Node).range?.[0] ?? end;
  const from = lineStart(yaml, start);
  if (place.valueStart !== start || from <= colon) return { reason: 'shape', at: keyStart };
  if (hasComment(place.pair.srcToken?.value, start, end)) return { reason: 'comment', at: start };
  const inline = formatted.inline === '' ? '' : ` ${formatted.inline}`;
  return [
    { from: colon, to: colon, text: inline },
    { from, to: nextLineStart(yaml, end), text: formatted.below },
  ];
}

/** A `|` or `>` scalar: a comment beside its header stays. */
function replaceBlockScalar(yaml: string, place: PairPlace, formatted: Formatted): Splice[] | EditProblem {
  const { colon = 0, valueStart: start = 0, end } = place;
  const head = /^(?:[&!]\S*[ \t]+)*[|>][-+\d]*/.exec(yaml.slice(start, end))?.[0];
  if (head === undefined || yaml.slice(colon, start).includes('\n')) return { reason: 'shape', at: start };
  const from = formatted.inline === '' ? colon : start;
  const next = nextLineStart(yaml, start);
  return [
    { from, to: start + head.length, text: formatted.inline },
    { from: next, to: Math.max(next, nextLineStart(yaml, end)), text: formatted.below },
  ];
}
