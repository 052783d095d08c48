import MarkdownIt from 'markdown-it';
import type { Range } from './code-ranges.ts';

// Loads the parser: import it where it is needed.

const parser = new MarkdownIt('commonmark').disable(['inline']);

/** A block of code as a Markdown parser sees it. */
export interface CodeBlock {
  readonly content: string;
  readonly fenced: boolean;
  /** 1-based, in the text given. */
  readonly line: number;
}

/** All blocks of code of a text. What exhausts the parser has none. */
export function codeBlocks(text: string): CodeBlock[] {
  return blocksOf(text).map(({ content, type, map }) => ({
    content,
    fenced: type === 'fence',
    line: (map?.[0] ?? 0) + 1,
  }));
}

/** Where the indented ones stand. */
export function indentedCode(text: string): Range[] {
  const lines = blocksOf(text).flatMap(({ type, map }) => (type === 'code_block' && map ? [map] : []));
  if (lines.length === 0) return [];
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return lines.map(([from, to]) => [starts[from] ?? text.length, starts[to] ?? text.length]);
}

function blocksOf(text: string): { type: string; content: string; map: [number, number] | null }[] {
  try {
    return parser.parse(text, {}).filter(({ type }) => type === 'fence' || type === 'code_block');
  } catch {
    return [];
  }
}
