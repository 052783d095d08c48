import { instantOf } from '../../work/order.ts';
import type { Moment } from '../../world.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number): string => String(value).padStart(2, '0');

// Not `Intl`: loading its data costs a third of Node's start, and a record's date reads the same everywhere.
const local = (moment: Moment): Date => new Date(moment.ms + moment.offset * 60_000);

/** `Mon 11 May 2026, 18:20 +0200` */
export function absolute(moment: Moment): string {
  const at = local(moment);
  const sign = moment.offset < 0 ? '-' : '+';
  const offset = Math.abs(moment.offset);
  return (
    `${DAYS[at.getUTCDay()]} ${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}, ` +
    `${two(at.getUTCHours())}:${two(at.getUTCMinutes())} ` +
    `${sign}${two(Math.trunc(offset / 60))}${two(offset % 60)}`
  );
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `40 min ago`, `3h ago`, `6 days ago`, `2 Mar`, `2 Mar 2025`; empty for what has no time. */
export function ago(created: string | null | undefined, now: Moment): string {
  const then = instantOf(created ?? undefined);
  if (then === undefined) return '';
  const age = now.ms - then;
  if (age < MINUTE) return 'just now';
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < 2 * DAY) return `${Math.floor(age / HOUR)}h ago`;
  if (age < 14 * DAY) return `${Math.floor(age / DAY)} days ago`;
  const at = local({ ms: then, offset: now.offset });
  const year = at.getUTCFullYear() === local(now).getUTCFullYear() ? '' : ` ${at.getUTCFullYear()}`;
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}${year}`;
}
