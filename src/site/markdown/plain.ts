import { escapeHtml } from './escape.ts';
import type { PageState } from './state.ts';

/** A section that is longer is not laid out, nor one with such a line, nor any of a text of such length. */
const LONGEST_PART = 200_000;
const LONGEST_LINE = 50_000;
export const LONGEST_TEXT = 1_000_000;

/** Whether a text may be laid out: what nobody wrote by hand must not hold up a build. */
export const isLaidOut = (source: string): boolean =>
  source.length <= LONGEST_PART &&
  (source.length <= LONGEST_LINE || source.split(/[\r\n]/).every((line) => line.length <= LONGEST_LINE));

/** A text as it was written, with a word on why. */
export function plainBlock(source: string, { words: { prose } }: PageState): string {
  const isCut = source.length > LONGEST_TEXT;
  const shown = isCut ? source.slice(0, LONGEST_TEXT) : source;
  const note = isCut ? `${prose.tooLong} ${prose.cut}` : prose.tooLong;
  return `<p class="quiet">${escapeHtml(note)}</p>\n<pre class="plain">${escapeHtml(shown.trim())}</pre>\n`;
}
