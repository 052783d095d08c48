import type { Moment } from '../world.ts';

export const DAY = 24 * 60 * 60_000;

/**
 * The time of a check as the rules see it. What they say by it holds until the next moment that they asked for: it is
 * remembered, since a result is kept.
 */
export interface Time {
  /** Whether a moment (milliseconds since the epoch) has passed. */
  readonly passed: (moment: number) => boolean;
  /** When a local day (`YYYY-MM-DD`), and so many after it, are over. */
  readonly endOf: (date: string, days?: number) => number;
  /** Whole days from a moment until now, at least 0. */
  readonly daysSince: (moment: number) => number;
}

/** A time that remembers until when its answers hold. */
export interface AskedTime extends Time {
  readonly until: () => number;
}

/** The time at a moment; without one, nothing has passed. */
export function timeAt(now: Moment | undefined): AskedTime {
  let until = Number.POSITIVE_INFINITY;
  const offset = (now?.offset ?? 0) * 60_000;
  return {
    passed(moment) {
      if (now === undefined || Number.isNaN(moment)) return false;
      if (moment <= now.ms) return true;
      until = Math.min(until, moment);
      return false;
    },
    endOf: (date, days = 0) => Date.parse(`${date}T00:00:00Z`) - offset + (days + 1) * DAY,
    daysSince(moment) {
      const days = Math.max(0, Math.floor(((now?.ms ?? moment) - moment) / DAY));
      // Tomorrow it is one more.
      if (now !== undefined) until = Math.min(until, moment + (days + 1) * DAY);
      return days;
    },
    until: () => until,
  };
}
