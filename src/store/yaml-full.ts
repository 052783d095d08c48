import { isCollection, isMap, isNode, isScalar, visit } from 'yaml';
import type { Args } from '../fault/diagnostic.ts';
import { type Place, placeOf } from '../record/fault.ts';
import { readFullYaml } from '../record/full-yaml.ts';
import { parseYaml } from '../record/yaml-document.ts';
import type { Tree } from './yaml-file.ts';

// Loading `yaml` takes longer than starting git: this file is only ever imported when it is needed. It is
// read as a record's frontmatter is, with the same guards: these files come with a clone, like any other.

/** The document with scalars as text, or why and where it does not parse. */
export function parseTree(
  text: string,
  every: ReadonlySet<string>,
): { data: Tree } | { fault: Place & { args: Args } } {
  const read = readFullYaml(text, every);
  if (!read.ok) {
    const { code, args, ...place } = read.fault;
    if (code === 'E_FRONTMATTER_SYNTAX') return { fault: { ...place, args: causeHere(args) } };
    // A list or a text alone: whoever asked for the file says what should stand there.
    return { data: [] };
  }
  let alias: number | undefined;
  visit(read.document, {
    Alias(_key, node) {
      alias ??= node.range?.[0] ?? 0;
    },
  });
  // Nobody writes them into these two files by hand, and what is repeated in secret is not seen in a review.
  if (alias !== undefined) return { fault: { ...placeOf(text, alias), args: { cause: 'alias' } } };
  return { data: read.map === undefined ? null : asText(read.data) };
}

/** Where the value at a path of keys stands. */
export function locateIn(text: string, keys: readonly (string | number)[]): Place {
  const parsed = parseYaml(text);
  if ('tooDeepAt' in parsed) return placeOf(text, parsed.tooDeepAt);
  let node: unknown = parsed.document.contents;
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
  return placeOf(text, offset ?? 0);
}

const causeHere = (args: Args): Args =>
  ['too-many-aliases', 'endless-alias', 'unknown-alias'].includes(String(args['cause']))
    ? { ...args, cause: 'alias' }
    : args;

const keyOf = (node: unknown): unknown => (isScalar(node) ? node.value : undefined);

const startOf = (node: unknown): number | undefined =>
  isNode(node) ? (node.range?.[0] ?? undefined) : undefined;

/** What a tag made a number or a boolean of is text here, like everything else. Goes no deeper than it was read. */
function asText(value: unknown): Tree {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value !== 'object') return String(value);
  const map = value as Record<string, unknown>;
  for (const key of Object.keys(map)) map[key] = asText(map[key]);
  return map as Tree;
}
