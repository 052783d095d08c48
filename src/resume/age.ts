import type { Moment } from '../world.ts';

const HOUR = 3_600_000;

/**
 * Milliseconds since the epoch of a time or date as records write them; undefined for anything else.
 * A date alone is midnight at the reader's offset.
 */
export function timeOf(text: string | null | undefined, offset = 0): number | undefined {
  if (!text) return undefined;
  const value = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) - offset * 60_000 : Date.parse(text);
  return Number.isNaN(value) ? undefined : value;
}

/** Whole hours since then, rounded down; 0 for what lies ahead (clocks differ), null without a time. */
export function ageHours(text: string | null | undefined, now: Moment): number | null {
  const then = timeOf(text, now.offset);
  return then === undefined ? null : Math.max(0, Math.floor((now.ms - then) / HOUR));
}
