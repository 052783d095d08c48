import { readOutline } from '../../record/markdown-outline.ts';
import { type Range, within } from './code-ranges.ts';

const UNDERLINE = /\n {0,3}(?:=+|-+)[ \t]*\r?(?:\n|$)/;

/**
 * Those of some ranges, in order, that are in a heading. One of several lines may have a line `[a]: b`, which is no reference
 * there; in a record it is all on one line.
 */
export async function inHeadings<T extends { readonly start: number }>(
  text: string,
  ranges: readonly T[],
): Promise<ReadonlySet<T>> {
  if (!UNDERLINE.test(text)) return new Set();
  const { headings } = await readOutline(text);
  const inHeading = within(headings.map(({ start, end }): Range => [start, end]));
  return new Set(ranges.filter(({ start }) => inHeading(start)));
}
