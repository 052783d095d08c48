import { aligned, between, type Hunk, lineHunks } from './line-hunks.ts';

/** A line of a file that reads differently; `null` where there is none on that side. Several lines are one text. */
export interface ChangedLine {
  readonly path: string;
  /** 1-based: in the file as it was, for a line that is new the one it comes before. */
  readonly line: number;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * What is different between two versions of a file, by lines. Where as many lines come as go they are told in pairs;
 * else those that are alike are, and what came or went beside them is told for itself.
 */
export function changedLines(path: string, before: string | null, after: string | null): ChangedLine[] {
  if (before === after) return [];
  return lineHunks(linesOf(before), linesOf(after)).flatMap((hunk) => told(path, hunk));
}

function told(path: string, { at, gone, come }: Hunk): ChangedLine[] {
  const pairs =
    gone.length === come.length
      ? gone.map((_, i) => [i, i] as const)
      : gone.length * come.length > MOST_PAIRS
        ? []
        : aligned(gone, come, likeness);
  const paired = pairs.map(([i, j]) => ({
    line: at + i + 1,
    before: gone[i] ?? '',
    after: come[j] ?? '',
  }));
  const rest = between(gone, come, pairs).map((hunk) => ({
    line: at + hunk.at + 1,
    before: textOf(hunk.gone),
    after: textOf(hunk.come),
  }));
  return merged(paired, rest).map((one) => ({ path, ...one }));
}

type Told = Omit<ChangedLine, 'path'>;

/** By line; of one that is new and the one it comes before, the new one first. */
const merged = (paired: readonly Told[], rest: readonly Told[]): Told[] =>
  [...rest, ...paired].toSorted((a, b) => a.line - b.line);

const textOf = (lines: readonly string[]): string | null => (lines.length === 0 ? null : lines.join('\n'));

const linesOf = (text: string | null): string[] => (text === null ? [] : text.split(/\r?\n/));

/** Likeness takes longer to tell than sameness. */
const MOST_PAIRS = 10_000;

/** How much of two lines is the same at their beginning and end; nothing where it is less than a third of the longer one. */
function likeness(a: string, b: string): number {
  const [least, most] = [Math.min(a.length, b.length), Math.max(a.length, b.length)];
  let head = 0;
  while (head < least && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < least - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const share = most === 0 ? 0 : (head + tail) / most;
  return share < 1 / 3 ? 0 : share;
}
