import { isTime } from '../record/ids.ts';

/** A time of RFC 3339 as milliseconds since the epoch; undefined for anything else. */
export function momentOf(text: string): number | undefined {
  // A leap second is none to Date.
  const ms = isTime(text) ? Date.parse(text.replace(/:60(?=[.Zz+-])/, ':59')) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}
