import { instantOf } from '../work/order.ts';
import type { Moment } from '../world.ts';

const HOUR = 3_600_000;

/** Whole hours since then, rounded down; 0 for what lies ahead (clocks differ), null without a time. */
export function ageHours(created: string | null | undefined, now: Moment): number | null {
  const then = instantOf(created ?? undefined);
  return then === undefined ? null : Math.max(0, Math.floor((now.ms - then) / HOUR));
}
