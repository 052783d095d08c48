import { pathGlob } from '../text/path-glob.ts';
import { compareNewest } from './order.ts';
import type { Row } from './row.ts';

/** The tag of what was imported and may be anything: nobody is told of it before somebody has looked, and has taken it away. */
export const UNCERTAIN = 'uncertain';

/** Whether nobody has looked yet at what was imported as a learning. */
export const isUncertain = ({ tags }: { readonly tags?: readonly string[] }): boolean =>
  tags?.includes(UNCERTAIN) === true;

/** Whether a learning still stands: neither deprecated nor broken nor uncertain. When it ends is asked apart. */
const stands = (row: Row): boolean =>
  row.kind === 'learning' &&
  row.fault === undefined &&
  !isUncertain(row) &&
  row.status !== 'deprecated' &&
  row.deprecatedBy === undefined &&
  row.supersededBy === undefined;

/** The day that a learning is true for the last time. */
export const dayOf = (expires: string | undefined): string | undefined =>
  expires !== undefined && /^\d{4}-\d{2}-\d{2}/.test(expires) ? expires.slice(0, 10) : undefined;

/** Whether a learning is out of date. */
export const isExpired = ({ expires }: Pick<Row, 'expires'>, today: string): boolean =>
  (dayOf(expires) ?? today) < today;

/**
 * The learnings that apply to some paths, the most specific first, then the newest: those whose `applies_to` matches
 * one of them; behind them those that apply to anything.
 * @param paths from the project's root, forward slashes
 */
export function applying(rows: readonly Row[], paths: readonly string[]): Row[] {
  const near: { row: Row; literals: number }[] = [];
  for (const row of rows) {
    if (!stands(row)) continue;
    const literals = row.appliesTo === undefined ? -1 : nearness(row.appliesTo, paths);
    if (literals !== undefined) near.push({ row, literals });
  }
  return near.sort((a, b) => b.literals - a.literals || compareNewest(a.row, b.row)).map(({ row }) => row);
}

/** How much the nearest pattern that matches says; undefined where none does. */
function nearness(patterns: readonly string[], paths: readonly string[]): number | undefined {
  let best: number | undefined;
  for (const pattern of patterns) {
    const { matches, literals } = pathGlob(pattern);
    if (literals > (best ?? -1) && paths.some(matches)) best = literals;
  }
  return best;
}
