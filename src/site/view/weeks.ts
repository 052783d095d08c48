import { isDated } from '../../work/order.ts';

/** How much happened in each of the weeks up to one. Plain JSON. */
export interface Weeks {
  /** Monday of the first week, `YYYY-MM-DD`. */
  readonly first: string;
  /** Monday of the last. */
  readonly last: string;
  /** One for each week, the oldest first. */
  readonly counts: readonly number[];
}

const DAY = 86_400_000;
/** From the first day of time, a Thursday, back to its Monday. */
const TO_MONDAY = 3;

/** The week that a date lies in, counted from the first there is; undefined for what is no date. The day is the one that is written. */
export function weekOf(at: string | null | undefined): number | undefined {
  if (!isDated(at ?? undefined)) return undefined;
  const day = Date.parse(`${at?.slice(0, 10)}T00:00:00Z`) / DAY;
  return Number.isNaN(day) ? undefined : Math.floor((day + TO_MONDAY) / 7);
}

/** Monday of a week, `YYYY-MM-DD`. */
export const mondayOf = (week: number): string =>
  new Date((week * 7 - TO_MONDAY) * DAY).toISOString().slice(0, 10);

/**
 * Counts dates by week. The last week is that of the newest date, never that of today: a page does not change because time
 * passes.
 * @param end the last week, if it is to be another
 */
export function weeksOf(
  dates: readonly (string | null | undefined)[],
  length: number,
  end?: number,
): Weeks | null {
  const weeks = dates.map(weekOf).filter((week) => week !== undefined);
  const last =
    end ?? weeks.reduce<number | undefined>((most, week) => Math.max(most ?? week, week), undefined);
  if (last === undefined) return null;
  const counts = Array.from({ length }, () => 0);
  for (const week of weeks) {
    const at = week - last + length - 1;
    const before = counts[at];
    if (before !== undefined) counts[at] = before + 1;
  }
  return { first: mondayOf(last - length + 1), last: mondayOf(last), counts };
}
