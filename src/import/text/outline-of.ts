import { parseOutline } from '../../record/markdown-parse.ts';
import { scanOutline } from '../../record/markdown-outline.ts';
import { scan } from '../../record/markdown-scan.ts';
import type { Heading } from '../../record/markdown-outline.ts';

export type TopHeading = Heading;

/** More than this costs a Markdown parser seconds, and is no text that anybody wrote. */
const LONGEST_PARSED = 2_000_000;

/** The headings of the top level of any Markdown text, at once. */
export function outlineOf(text: string): readonly TopHeading[] {
  // Whether it is a log, and then where it is cut: each is asked about twice in a row.
  if (last?.text !== text) last = { text, headings: headingsOf(text) };
  return last.headings;
}

let last: { readonly text: string; readonly headings: readonly TopHeading[] } | undefined;

function headingsOf(text: string): readonly TopHeading[] {
  const scanned = scanOutline(text);
  if (scanned) return scanned.headings;
  if (text.length <= LONGEST_PARSED) {
    try {
      return parseOutline(text).headings;
    } catch {
      // Hostile text can exhaust the parser's stack.
    }
  }
  return scan(text, true)?.headings ?? [];
}
