import { CanonError } from '../../fault/error.ts';
import { isDate } from '../../record/ids.ts';
import { localDate } from '../../record/local-date.ts';
import { safeLine } from '../../text/safe.ts';
import type { Within } from '../../telemetry/summary.ts';
import type { Moment } from '../../world.ts';

const DAY = 86_400_000;

/** A day of the calendar here, and the time it lasts. */
export interface Day {
  /** `2026-05-11` */
  readonly date: string;
  readonly within: Within;
}

/**
 * The day that is asked for: today (also by no word at all), yesterday, or a date.
 * @throws E_DAY_INVALID
 */
export function dayOf(asked: string, now: Moment): Day {
  const date =
    asked === '' || asked === 'today'
      ? localDate(now)
      : asked === 'yesterday'
        ? localDate({ ...now, ms: now.ms - DAY })
        : asked;
  if (!isDate(date)) throw new CanonError('E_DAY_INVALID', { data: { value: safeLine(asked) } });
  const from = Date.parse(`${date}T00:00:00Z`) - now.offset * 60_000;
  return { date, within: { from, to: from + DAY } };
}
