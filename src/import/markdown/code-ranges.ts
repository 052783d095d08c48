import { fenceEnd } from '../../record/markdown-fence.ts';
import { isNested } from './plain-fences.ts';
import { rememberLast } from './remember-last.ts';

/** From an offset up to another one. */
export type Range = readonly [start: number, end: number];

const MARKS = /[\n`]/g;
const INDENTED = /(?:^|\n)(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])){0,40}[ \t]*(?: {4}|\t)/;
/** What ends a paragraph: a line without text, a heading, an item, a row of a table, a fence. */
const BLOCK = /\n(?=[ \t>]*(?:\r?(?:\n|$)|#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|\||`{3}|~{3}))/g;

/** Where code stands in a Markdown text: fences, spans between backticks, indented blocks. In order. */
export const codeRanges = rememberLast(async (text): Promise<readonly Range[]> => findRanges(text));

async function findRanges(text: string): Promise<readonly Range[]> {
  if (!INDENTED.test(text) && !isNested(text)) return spansAndBlocks(text, (line) => fenceEnd(text, line));
  const { codeBlockRanges } = await import('./parsed-code.ts');
  const blocks = codeBlockRanges(text);
  const ends = blocks && new Map(blocks);
  return spansAndBlocks(text, (line) => (ends ? ends.get(line) : fenceEnd(text, line)));
}

/** @param blockEnd where a block of code ends that begins with this line */
function spansAndBlocks(text: string, blockEnd: (line: number) => number | undefined): Range[] {
  const found: Range[] = [];
  let at = 0;
  const takeFence = (line: number): boolean => {
    const end = blockEnd(line);
    if (end !== undefined) {
      found.push([line, end]);
      at = end;
    }
    return end !== undefined;
  };
  // What begins behind a fence is the beginning of a line, too.
  while (takeFence(at));
  let paragraphEnd = 0;
  let lastOf = new Map<number, number>();
  for (;;) {
    MARKS.lastIndex = at;
    const mark = MARKS.exec(text);
    if (!mark) return found;
    at = mark.index;
    if (mark[0] === '\n') {
      at += 1;
      while (takeFence(at));
      continue;
    }
    if (isEscaped(text, at)) {
      at += 1;
      continue;
    }
    if (at >= paragraphEnd) {
      paragraphEnd = endOfParagraph(text, at);
      lastOf = lastRuns(text, at, paragraphEnd);
    }
    const size = runLength(text, at);
    const close = (lastOf.get(size) ?? -1) > at ? closingRun(text, at + size, size) : undefined;
    if (close !== undefined) found.push([at, close]);
    at = close ?? at + size;
  }
}

function runLength(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === 96) end += 1;
  return end - at;
}

function closingRun(text: string, from: number, size: number): number | undefined {
  for (let at = text.indexOf('`', from); at >= 0;) {
    const length = runLength(text, at);
    if (length === size) return at + length;
    at = text.indexOf('`', at + length);
  }
  return undefined;
}

/** The last run of backticks of each length: without it, every run that nothing closes would be searched for. */
function lastRuns(text: string, from: number, to: number): Map<number, number> {
  const runs = new Map<number, number>();
  for (let at = text.indexOf('`', from); at >= 0 && at < to;) {
    const length = runLength(text, at);
    runs.set(length, at);
    at = text.indexOf('`', at + length);
  }
  return runs;
}

function endOfParagraph(text: string, from: number): number {
  BLOCK.lastIndex = from;
  return BLOCK.test(text) ? BLOCK.lastIndex : text.length;
}

function isEscaped(text: string, at: number): boolean {
  let from = at;
  while (text[from - 1] === '\\') from -= 1;
  return (at - from) % 2 === 1;
}

/** A test of rising offsets: whether one is inside of a range. */
export function within(ranges: readonly Range[]): (offset: number) => boolean {
  let next = 0;
  return (offset) => {
    while ((ranges[next]?.[1] ?? Infinity) <= offset) next += 1;
    return (ranges[next]?.[0] ?? Infinity) <= offset;
  };
}
