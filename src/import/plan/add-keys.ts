import { bareMap, type BareMap } from '../../record/bare-map.ts';
import { splitDocument } from '../../record/document.ts';
import { KEY_ORDER, TEXT_KEYS } from '../../record/fields.ts';
import { formatField } from '../../record/format-field.ts';
import type { Kind } from '../../record/kinds.ts';
import { readPlainYaml } from '../../record/plain-yaml.ts';
import { asRead, sameValue, type Value } from '../../record/value.ts';

// One key to a line from the first column, or what belongs to the key above it.
const KEY = /^([A-Za-z_][A-Za-z0-9_-]*):(?=[ \t\r]|$)/;
const REST = /^(?:[ \t]+[^\s#]|- )/;

/**
 * The text with keys that its frontmatter does not have, each at its place in the kind's order: what `setValues` makes of
 * them, in a hundredth of the time. Undefined where only that can tell (comments between keys, odd YAML, a key that is
 * there).
 */
export function addKeys(
  text: string,
  kind: Kind,
  entries: readonly (readonly [key: string, value: Value])[],
): string | undefined {
  const { yaml, yamlStart, hasFrontmatter, unclosed, open, eol, body } = splitDocument(text);
  if (unclosed) return undefined;
  const before = hasFrontmatter ? readPlainYaml(yaml, TEXT_KEYS[kind]) : bareMap();
  const blocks = hasFrontmatter ? blocksOf(yaml) : [];
  if (!before || !blocks || entries.some(([key]) => Object.hasOwn(before, key))) return undefined;
  for (const [key, value] of entries) {
    blocks.splice(placeFor(kind, key, blocks), 0, { key, text: formatField(kind, key, value, '', eol) });
  }
  const next = blocks.map((block) => block.text).join('');
  const after = readPlainYaml(next, TEXT_KEYS[kind]);
  if (!after || !sameValue(after, withEntries(before, kind, entries))) return undefined;
  return hasFrontmatter
    ? text.slice(0, yamlStart) + next + text.slice(yamlStart + yaml.length)
    : `${text.slice(0, open)}---${eol}${next}---${eol}${body}`;
}

interface Block {
  readonly key: string;
  readonly text: string;
}

function blocksOf(yaml: string): Block[] | undefined {
  const blocks: { key: string; text: string }[] = [];
  for (const line of yaml.match(/[^\n]*\n/g) ?? []) {
    const key = KEY.exec(line)?.[1];
    const last = blocks.at(-1);
    if (key !== undefined) blocks.push({ key, text: line });
    else if (last && REST.test(line)) last.text += line;
    else return undefined;
  }
  return blocks;
}

/** Behind its nearest forerunner in the kind's order; first where there is none; last where the kind knows no such key. */
function placeFor(kind: Kind, key: string, blocks: readonly Block[]): number {
  const order = KEY_ORDER[kind];
  const rank = order.indexOf(key);
  if (rank < 0) return blocks.length;
  let best = { rank: -1, at: 0 };
  for (const [at, block] of blocks.entries()) {
    const other = order.indexOf(block.key);
    if (other > best.rank && other < rank) best = { rank: other, at: at + 1 };
  }
  return best.at;
}

function withEntries(
  data: BareMap,
  kind: Kind,
  entries: readonly (readonly [key: string, value: Value])[],
): BareMap {
  const copy = Object.assign(bareMap(), data);
  for (const [key, value] of entries) copy[key] = asRead(value, TEXT_KEYS[kind].has(key));
  return copy;
}
