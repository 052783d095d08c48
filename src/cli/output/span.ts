import { localDate } from '../../record/local-date.ts';
import type { Moment } from '../../world.ts';

/** How long something took: `90 ms`, `1.2 s`, `48 s`, `3 min`, `2h 05m`; empty for nothing. */
export function span(ms: number): string {
  if (ms === 0) return '';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 119_500) return `${Math.round(ms / 1000)} s`;
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} min`;
  return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}m`;
}

/** `14:02` */
export const clockTime = (ms: number, offset: number): string =>
  new Date(ms + offset * 60_000).toISOString().slice(11, 16);

/** `14:02–15:12`, with the day where it is not today. */
export function timeRange(first: number, last: number, now: Moment): string {
  const dateOf = (ms: number): string => localDate({ ms, offset: now.offset });
  const clock = (ms: number): string => clockTime(ms, now.offset);
  const [begin, end] = [dateOf(first), dateOf(last)];
  const day = begin === localDate(now) ? '' : `${begin} `;
  if (begin !== end) return `${begin} ${clock(first)} – ${end} ${clock(last)}`;
  return clock(first) === clock(last) ? day + clock(first) : `${day}${clock(first)}–${clock(last)}`;
}
