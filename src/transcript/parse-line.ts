import { type Bag, bag } from './json.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** A line that is parsed as it is. */
const SHORT = 64 << 10;
/** Longer texts are of no interest: no id, name or time is. */
const LONG_TEXT = 1024;
/** What is left of a line without its long texts. */
const LARGEST = 4 << 20;

/**
 * The object of a line. Of a long line, long texts are emptied before it is parsed: outputs of tools and pictures
 * are megabytes, and nothing of them is wanted. Undefined for what is no JSON object.
 */
export function parseLine(line: Buffer): Bag | undefined {
  const lean = line.length <= SHORT ? line : withoutLongTexts(line);
  if (lean === undefined || lean.length > LARGEST) return undefined;
  try {
    return bag(JSON.parse(lean.toString()));
  } catch {
    return undefined;
  }
}

/** Whether the beginning of a line looks like that: enough to pass over it without parsing. */
export const startsLike = (line: Buffer, pattern: RegExp): boolean =>
  pattern.test(line.subarray(0, 160).toString('latin1'));

/** The same JSON with every text longer than a kilobyte empty; undefined if a text does not end. */
export function withoutLongTexts(line: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  let kept = 0;
  let open = line.indexOf(QUOTE);
  while (open !== -1) {
    const close = endOfText(line, open + 1);
    if (close === -1) return undefined;
    if (close - open > LONG_TEXT) {
      parts.push(line.subarray(kept, open + 1));
      kept = close;
    }
    open = line.indexOf(QUOTE, close + 1);
  }
  parts.push(line.subarray(kept));
  return Buffer.concat(parts);
}

/** Where the text ends that begins here: at a quote behind an even number of backslashes. */
function endOfText(line: Buffer, begin: number): number {
  let at = line.indexOf(QUOTE, begin);
  while (at !== -1) {
    let before = at;
    while (before > begin && line[before - 1] === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 0) return at;
    at = line.indexOf(QUOTE, at + 1);
  }
  return -1;
}
