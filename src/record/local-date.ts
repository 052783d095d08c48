import type { Moment } from '../world.ts';

/** The local date of a moment, `YYYY-MM-DD`. */
export function localDate(moment: Moment): string {
  return new Date(moment.ms + moment.offset * 60_000).toISOString().slice(0, 10);
}
