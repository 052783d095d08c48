import { readOutline, scanOutline } from './markdown-outline.ts';
import type { Heading } from './markdown-outline.ts';

export type { Heading } from './markdown-outline.ts';

/**
 * The top-level headings of a Markdown text by CommonMark rules, ATX and setext; not those in code, HTML,
 * lists or block quotes. One pass, nothing to load. `undefined` when this scanner cannot be sure.
 */
export function scanHeadings(body: string): readonly Heading[] | undefined {
  return scanOutline(body)?.headings;
}

/** The same for every text: what the scanner declines is parsed by markdown-it, loaded then. */
export async function findHeadings(body: string): Promise<readonly Heading[]> {
  return (await readOutline(body)).headings;
}
