import { splitDocument } from './document.ts';
import { KEY_ORDER } from './fields.ts';
import { parseFrontmatter } from './frontmatter.ts';
import type { Kind } from './kinds.ts';

/** A top-level key with everything that belongs to it: the comments above it and the lines below it. */
interface Block {
  readonly key: string;
  readonly text: string;
}

const KEY_LINE = /^(?:"([^"\\]+)"|'([^']+)'|([^\s#'"[\]{}&*!|>%@`,?-][^:#]*?))[ \t]*:(?:\s|$)/;

/** Cuts plain frontmatter into its top-level keys; undefined where a line cannot be told to belong to one. */
function blocksOf(yaml: string): { blocks: Block[]; end: string } | undefined {
  const blocks: { key: string; text: string }[] = [];
  let above = '';
  for (const line of yaml.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const current = blocks.at(-1);
    const key = KEY_LINE.exec(line);
    if (key) {
      blocks.push({ key: key[1] ?? key[2] ?? key[3] ?? '', text: above + line });
      above = '';
    } else if (/^(?:#|\s*$)/.test(line)) above += line;
    else if (current && above === '' && /^(?:[ \t]|-(?:\s|$))/.test(line)) current.text += line;
    else return undefined;
  }
  return { blocks, end: above };
}

/** The first key that stands after one that it should precede, with the one it should precede. */
export function misplacedKey(
  kind: Kind,
  keys: readonly string[],
): { key: string; before: string } | undefined {
  const order = KEY_ORDER[kind];
  let last = { key: '', rank: -1 };
  for (const key of keys) {
    const rank = order.indexOf(key);
    if (rank === -1) continue;
    if (rank < last.rank) return { key, before: last.key };
    last = { key, rank };
  }
  return undefined;
}

/**
 * The text with its known keys in the order of its kind; comments stay with the key they stand above,
 * unknown keys behind the key they follow. Undefined where that is not surely safe: then nothing is done.
 */
export function orderKeys(text: string, kind: Kind): string | undefined {
  const before = parseFrontmatter(text, kind);
  const { yaml, yamlStart } = splitDocument(text);
  const cut = blocksOf(yaml);
  if (!before || !cut || !yaml.endsWith('\n')) return undefined;
  const order = KEY_ORDER[kind];
  const groups: { rank: number; text: string }[] = [];
  for (const block of cut.blocks) {
    const rank = order.indexOf(block.key);
    const last = groups.at(-1);
    if (rank === -1 && last) last.text += block.text;
    else groups.push({ rank, text: block.text });
  }
  const sorted = groups.toSorted((a, b) => a.rank - b.rank);
  const after =
    text.slice(0, yamlStart) +
    sorted.map((group) => group.text).join('') +
    cut.end +
    text.slice(yamlStart + yaml.length);
  const read = parseFrontmatter(after, kind);
  return read && sameData(before.data, read.data) ? after : undefined;
}

const sameData = (a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.keys(a).every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]));
