import {
  type Alias,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { bareMap, type BareMap } from './bare-map.ts';
import { DEEPEST } from './yaml-document.ts';
import type { Args } from '../fault/diagnostic.ts';

/** Nodes that aliases may multiply a document to. */
const MOST_NODES = 100_000;

/** What parses, but has no value: `at` is the offset in the YAML. */
export class Unreadable extends Error {
  readonly at: number;
  readonly args: Args;
  constructor(node: Node, args: Args) {
    super('unreadable');
    this.at = node.range?.[0] ?? 0;
    this.args = args;
  }
}

interface Walk {
  /** What each alias stands for, decided in document order since an anchor may be set again. */
  readonly targets: ReadonlyMap<Alias, Node>;
  /** Nodes being read: an alias into one of them has no end. */
  readonly open: Set<Node>;
  nodes: number;
}

/**
 * The plain values of a document's map: objects without prototype, lists, scalars. Under the keys in `text`
 * (of the top map) an untagged plain scalar is its source text, unless it is null.
 * @throws Unreadable for a key that stands twice, an alias without anchor or inside its own anchor, and for bombs.
 */
export function valuesOf(map: YAMLMap, text: ReadonlySet<string>): BareMap {
  const walk: Walk = { targets: aliasTargets(map), open: new Set(), nodes: 0 };
  return mapValue(walk, map, (key) => text.has(key), 0);
}

function aliasTargets(map: YAMLMap): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(map, {
    Node(_, node) {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target === undefined) throw new Unreadable(node, { cause: 'unknown-alias', name: node.source });
        targets.set(node, target);
      } else if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

function mapValue(walk: Walk, map: YAMLMap, isText: (key: string) => boolean, depth: number): BareMap {
  const out = bareMap();
  for (const pair of map.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : '';
    if (Object.hasOwn(out, key)) throw new Unreadable(pair.key as Node, { cause: 'duplicate-key', key });
    out[key] = isPair(pair) ? nodeValue(walk, pair.value as Node | null, isText(key), depth + 1) : null;
  }
  return out;
}

function nodeValue(walk: Walk, node: Node | null, isText: boolean, depth: number): unknown {
  if (node === null) return null;
  if (depth > DEEPEST) throw new Unreadable(node, { cause: 'too-deep' });
  if (++walk.nodes > MOST_NODES) throw new Unreadable(node, { cause: 'too-many-aliases' });
  if (isScalar(node)) return scalarValue(node, isText);
  const target = isAlias(node) ? walk.targets.get(node) : node;
  if (target === undefined || walk.open.has(target)) throw new Unreadable(node, { cause: 'endless-alias' });
  walk.open.add(target);
  const value = isMap(target)
    ? mapValue(walk, target as YAMLMap, () => isText, depth)
    : isSeq(target)
      ? target.items.map((item) => nodeValue(walk, item as Node, isText, depth + 1))
      : nodeValue(walk, target, isText, depth);
  walk.open.delete(target);
  return value;
}

function scalarValue(node: Scalar, isText: boolean): unknown {
  const { value, source, type, tag } = node;
  const asWritten = isText && value !== null && tag === undefined && type === Scalar.PLAIN;
  return asWritten && source !== undefined ? source : value;
}
