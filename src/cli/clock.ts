import { CanonError } from '../fault/error.ts';
import type { Moment } from '../world.ts';

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d{1,9})?(?:([Zz])|([+-])(\d\d):(\d\d))$/;

/** A time as RFC 3339 writes it, with the offset it was written in; undefined when it is none. */
export function parseMoment(text: string): Moment | undefined {
  const match = RFC_3339.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction, utc, sign, hours, minutes] = match;
  const parts = [year, month, day, hour, minute, second].map(Number) as [number, number, ...number[]];
  const local = new Date(0);
  local.setUTCFullYear(parts[0], parts[1] - 1, parts[2]);
  local.setUTCHours(parts[3] ?? 0, parts[4], parts[5], Math.trunc(Number(`0${fraction ?? ''}`) * 1000));
  // A day or an hour that does not exist rolls over: what comes out is then not what went in.
  if (local.toISOString().slice(0, 19) !== `${year}-${month}-${day}T${hour}:${minute}:${second}`)
    return undefined;
  if (!utc && (Number(hours) > 23 || Number(minutes) > 59)) return undefined;
  const offset = utc ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return { ms: local.getTime() - offset * 60_000, offset };
}

/** The clock of this run: the machine's, or standing still at `CANON_NOW`. */
export function clock(fixed: string | undefined): () => Moment {
  if (fixed !== undefined && fixed !== '') {
    const moment = parseMoment(fixed);
    if (!moment) throw new CanonError('E_NOW_INVALID', { data: { value: fixed } });
    return () => moment;
  }
  return () => {
    const now = new Date();
    return { ms: now.getTime(), offset: -now.getTimezoneOffset() };
  };
}
