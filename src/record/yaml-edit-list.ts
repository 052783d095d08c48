import { type CST, isSeq, type Node, type YAMLSeq } from 'yaml';
import { formatFlow, formatItem } from './format-value.ts';
import { sameValue } from './value.ts';
import { endOf, indentAt, isFlow, lineStart, nextLineStart, type Splice } from './yaml-place.ts';

/**
 * The smallest edit from one list to another: items that stay keep their bytes and the comments beside them.
 * `undefined` where the list has to be written anew.
 */
export function editList(
  yaml: string,
  node: unknown,
  old: readonly unknown[],
  wanted: readonly unknown[],
  eol: string,
): Splice[] | undefined {
  if (!isSeq(node) || node.items.length !== old.length || old.length === 0 || wanted.length === 0)
    return undefined;
  const seq = node as YAMLSeq<Node>;
  return isFlow(seq) ? extendFlow(yaml, seq, old, wanted) : editBlock(yaml, seq, old, wanted, eol);
}

function extendFlow(
  yaml: string,
  seq: YAMLSeq<Node>,
  old: readonly unknown[],
  wanted: readonly unknown[],
): Splice[] | undefined {
  const last = seq.items.at(-1);
  if (last?.range === undefined || last.range === null || commonStart(old, wanted) < old.length)
    return undefined;
  const at = endOf(yaml, last);
  const text = wanted
    .slice(old.length)
    .map((item) => `, ${formatFlow(item)}`)
    .join('');
  return [{ from: at, to: at, text }];
}

function editBlock(
  yaml: string,
  seq: YAMLSeq<Node>,
  old: readonly unknown[],
  wanted: readonly unknown[],
  eol: string,
): Splice[] | undefined {
  const token = seq.srcToken as CST.BlockSequence | undefined;
  const dashes = (token?.items ?? []).flatMap(({ start }) =>
    start.filter(({ type }) => type === 'seq-item-ind'),
  );
  const indents = dashes.map(({ offset }) => indentAt(yaml, offset));
  const [indent] = indents;
  if (dashes.length !== old.length || indent === undefined || indents.includes(undefined)) return undefined;
  const items = seq.items.map((item, index) => {
    const dash = dashes[index]?.offset ?? 0;
    return { from: lineStart(yaml, dash), to: nextLineStart(yaml, Math.max(dash + 1, endOf(yaml, item))) };
  });

  const head = commonStart(old, wanted);
  const tail = commonStart(old.slice(head).toReversed(), wanted.slice(head).toReversed());
  const gone = items.slice(head, old.length - tail).map((lines) => ({ ...lines, text: '' }));
  const added = wanted
    .slice(head, wanted.length - tail)
    .map((item) => `${indent}- ${formatItem(item)}${eol}`);
  const at = head === 0 ? (items[0]?.from ?? 0) : (items[head - 1]?.to ?? 0);
  return [...gone, { from: at, to: at, text: added.join('') }];
}

function commonStart(one: readonly unknown[], other: readonly unknown[]): number {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index++) {
    if (!sameValue(one[index], other[index])) return index;
  }
  return length;
}
