import { fenceEnd } from '../../record/markdown-fence.ts';
import { isIndented, isNested } from './plain-fences.ts';
import { rememberLast } from './remember-last.ts';

/** From an offset up to another one. */
export type Range = readonly [start: number, end: number];

/** Spans that end within so many characters are found without a look at their paragraph. */
const NEAR = 120;
const INDENTED = /(?:^|\n)(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])){0,40}[ \t]*(?: {4}|\t)/;
/** What ends a paragraph: a line without text, a heading, an item, a row of a table, a fence. */
const BLOCK = /\n(?=[ \t>]*(?:\r?(?:\n|$)|#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|\||`{3}|~{3}))/g;

/** Where code stands in a Markdown text: fences, spans between backticks, indented blocks. In order. */
export const codeRanges = rememberLast(async (text): Promise<readonly Range[]> => findRanges(text));

async function findRanges(text: string): Promise<readonly Range[]> {
  if (!(isIndented(text) && INDENTED.test(text)) && !isNested(text))
    return spansAndBlocks(text, fencesOf(text));
  const { codeBlockRanges } = await import('./parsed-code.ts');
  const blocks = codeBlockRanges(text);
  return spansAndBlocks(text, blocks ? oneByOne(blocks) : fencesOf(text));
}

/** The first block of code that begins with a line at an offset, or behind it. Asked with rising offsets. */
type NextBlock = (from: number) => Range | undefined;

function oneByOne(blocks: readonly Range[]): NextBlock {
  let next = 0;
  return (from) => {
    while ((blocks[next]?.[0] ?? Infinity) < from) next += 1;
    return blocks[next];
  };
}

/** The fences of a text, each found only when it is asked for: a fence that is open hides others. */
function fencesOf(text: string): NextBlock {
  const run = /`{3}|~{3}/g;
  return (from) => {
    run.lastIndex = from;
    for (let found = run.exec(text); found; found = run.exec(text)) {
      const line = text.lastIndexOf('\n', found.index) + 1;
      const end = line < from ? undefined : fenceEnd(text, line);
      if (end !== undefined) return [line, end];
      const newline = text.indexOf('\n', found.index);
      if (newline < 0) return undefined;
      run.lastIndex = newline;
    }
    return undefined;
  };
}

function spansAndBlocks(text: string, nextBlock: NextBlock): Range[] {
  const found: Range[] = [];
  let at = 0;
  let block = nextBlock(0);
  let paragraphEnd = 0;
  let lastOf = new Map<number, number>();
  for (;;) {
    if (block && block[0] < at) block = nextBlock(at);
    const mark = text.indexOf('`', at);
    if (block && (mark < 0 || block[0] <= mark)) {
      found.push(block);
      at = block[1];
      continue;
    }
    if (mark < 0) return found;
    at = mark;
    if (isEscaped(text, at)) {
      at += 1;
      continue;
    }
    const size = runLength(text, at);
    let close = closingNear(text, at + size, size);
    if (close === undefined) {
      if (at >= paragraphEnd) {
        paragraphEnd = endOfParagraph(text, at);
        lastOf = lastRuns(text, at, paragraphEnd);
      }
      if ((lastOf.get(size) ?? -1) > at) close = closingRun(text, at + size, size, text.length);
    }
    if (close !== undefined) found.push([at, close]);
    at = close ?? at + size;
  }
}

/** Most spans end in their line, not far away: then nothing has to be known of the paragraph. */
function closingNear(text: string, from: number, size: number): number | undefined {
  const close = closingRun(text, from, size, from + NEAR);
  return close === undefined || text.slice(from, close).includes('\n') ? undefined : close;
}

function runLength(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === 96) end += 1;
  return end - at;
}

function closingRun(text: string, from: number, size: number, to: number): number | undefined {
  for (let at = text.indexOf('`', from); at >= 0 && at < to;) {
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
