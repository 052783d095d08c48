import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import type { Place, Tree } from './yaml-file.ts';

// Loading `yaml` takes longer than starting git: this file is only ever imported when it is needed.

/** The document with scalars as text, or why and where it does not parse. */
export function parseTree(text: string): { data: Tree } | { fault: Place & { reason: string } } {
  const { doc, lines } = parse(text);
  const error = doc.errors[0] ?? doc.warnings[0];
  if (error) {
    const reason = error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';
    return { fault: { ...place(text, lines, error.pos[0]), reason } };
  }
  let alias: number | undefined;
  visit(doc, {
    Alias(_key, node) {
      alias ??= node.range?.[0] ?? 0;
    },
  });
  // Nobody writes them into these two files by hand, and a hundred of them unfold into gigabytes.
  if (alias !== undefined)
    return { fault: { ...place(text, lines, alias), reason: 'aliases are not used here' } };
  return { data: plain(doc.contents) };
}

/** Where the value at a path of keys stands. */
export function locateIn(text: string, keys: readonly (string | number)[]): Place {
  const { doc, lines } = parse(text);
  let node: unknown = doc.contents;
  let offset = startOf(node);
  for (const key of keys) {
    if (!isCollection(node)) break;
    const pair = isMap(node) ? node.items.find((item) => keyOf(item.key) === key) : undefined;
    const next = pair ? pair.value : node.get(key, true);
    const at = startOf(next) ?? startOf(pair?.key);
    if (at === undefined) break;
    offset = at;
    node = next;
  }
  return place(text, lines, offset ?? 0);
}

function parse(text: string): { doc: Document.Parsed; lines: LineCounter } {
  const lines = new LineCounter();
  const doc = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  return { doc, lines };
}

const keyOf = (node: unknown): unknown => (isScalar(node) ? node.value : undefined);

const startOf = (node: unknown): number | undefined =>
  isNode(node) ? (node.range?.[0] ?? undefined) : undefined;

function place(text: string, lines: LineCounter, offset: number): Place {
  const { line } = lines.linePos(Math.min(offset, text.length));
  const start = lines.lineStarts[line - 1] ?? 0;
  const source = text.slice(start).split(/\r?\n/, 1)[0] ?? '';
  // Columns are counted in code points, as a person counts them.
  return { line: Math.max(1, line), column: Array.from(text.slice(start, offset)).length + 1, source };
}

// Maps without a prototype: a key named `__proto__` is a key.
function plain(node: unknown): Tree {
  if (isMap(node)) {
    const map: Record<string, Tree> = Object.create(null) as Record<string, Tree>;
    for (const { key, value } of node.items) map[String(keyOf(key))] = plain(value);
    return map;
  }
  if (isCollection(node)) return node.items.map((item) => plain(item));
  if (!isScalar(node)) return null;
  const empty = node.type === 'PLAIN' && ['', '~', 'null'].includes(String(node.value));
  return empty || node.value === null ? null : String(node.value);
}
