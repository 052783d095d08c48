import type { Page } from '../../resume/page.ts';
import { quotedLine } from '../../resume/quote.ts';

/** Texts of several lines, made safe by whoever read them. */
const WITH_LINES = new Set(['nextAction', 'resumePrompt']);

/**
 * The page with every text in it fit for a line of a terminal. Names of operators, branches, folders and
 * files come with a clone like the records do, and whoever adds a field need not think of it.
 */
export const printable = (page: Page): Page => clean(page) as Page;

function clean(value: unknown): unknown {
  if (typeof value === 'string') return quotedLine(value, Number.POSITIVE_INFINITY);
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, WITH_LINES.has(key) ? one : clean(one)]),
  );
}
