import { scan } from './markdown-scan.ts';

/** A heading that stands at the top level of a Markdown text. */
export interface Heading {
  /** 1 to 6. */
  readonly level: number;
  /** Its source without the marks; inline markup stays. The lines of a setext heading are joined by a blank. */
  readonly text: string;
  /** Offset of its first line. */
  readonly start: number;
  /** Offset behind its last line: where its content begins. */
  readonly end: number;
  /** 1-based, in the text given. */
  readonly line: number;
}

/** An item of a list that stands at the top level. */
export interface ListItem {
  /** Offset of its first line. */
  readonly start: number;
  /** Offset behind its last line, without the blank lines that follow. */
  readonly end: number;
  /** 1-based, in the text given. */
  readonly line: number;
}

/** Where the headings and list items of a text stand, in order. */
export interface Outline {
  readonly headings: readonly Heading[];
  readonly items: readonly ListItem[];
}

/** The outline by a narrow scanner in one pass; `undefined` where it cannot be sure of CommonMark's answer. */
export function scanOutline(text: string): Outline | undefined {
  return scan(text);
}

/** The outline of any text: the scanner's, or markdown-it's where it declines. */
export async function readOutline(text: string): Promise<Outline> {
  const scanned = scan(text);
  if (scanned) return scanned;
  const { parseOutline } = await import('./markdown-parse.ts');
  try {
    return parseOutline(text);
  } catch {
    // Hostile text can exhaust the parser's stack; a guess is better than no record.
    return scan(text, true) ?? { headings: [], items: [] };
  }
}
