import MarkdownIt from 'markdown-it';
import type { Range } from './code-ranges.ts';

// Loads the parser: import it where it is needed.

const parser = new MarkdownIt('commonmark').disable(['inline']);

/** A block of code as a Markdown parser sees it. */
export interface CodeBlock {
  readonly content: string;
  readonly fenced: boolean;
  /** The lines as they stand in the text, with fences and indents. */
  readonly raw?: string;
  /** 1-based, in the text given. */
  readonly line: number;
}

/** All blocks of code of a text. What exhausts the parser has none. */
export function codeBlocks(text: string): CodeBlock[] {
  const lines = text.split(/\r\n?|\n/);
  return (blocksOf(text) ?? []).map(({ content, type, map }) => ({
    content,
    fenced: type === 'fence',
    ...(map ? { raw: lines.slice(...map).join('\n') } : {}),
    line: (map?.[0] ?? 0) + 1,
  }));
}

/** Where they stand, from the beginning of a line to that of another; undefined for what exhausts the parser. */
export function codeBlockRanges(text: string): Range[] | undefined {
  const blocks = blocksOf(alone(text));
  return blocks && rangesOf(text, blocks);
}

/** Where the indented ones stand. */
export function indentedCode(text: string): Range[] {
  return rangesOf(text, blocksOf(alone(text))?.filter(({ type }) => type === 'code_block') ?? []);
}

/** To the parser a carriage return is a line of its own. */
const alone = (text: string): string => text.replace(/\r(?!\n)/g, ' ');

function rangesOf(text: string, blocks: readonly Pick<Block, 'map'>[]): Range[] {
  const lines = blocks.flatMap(({ map }) => (map ? [map] : []));
  if (lines.length === 0) return [];
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return lines.map(([from, to]) => [starts[from] ?? text.length, starts[to] ?? text.length]);
}

interface Block {
  readonly type: string;
  readonly content: string;
  readonly map: [number, number] | null;
}

function blocksOf(text: string): Block[] | undefined {
  try {
    return parser.parse(text, {}).filter(({ type }) => type === 'fence' || type === 'code_block');
  } catch {
    return undefined;
  }
}
