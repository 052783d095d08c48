const HOUR = 3_600_000;
/** How far east and west of UTC clocks are set: the Line Islands and Baker Island. */
export const EAST = 14 * HOUR;
const WEST = 12 * HOUR;

/**
 * Tells the month of instants (`2026-04`) where it is the same in every offset that clocks have, and
 * undefined near the turn of a month. Instants come sorted, so that most are in the month of the one before.
 */
export function monthReader(): (instant: number) => string | undefined {
  const inside = monthOfUtc();
  return (instant) => {
    const { month, from, to } = inside(instant);
    return instant >= from + WEST && instant < to - EAST ? month : undefined;
  };
}

/** The first instant that is surely of a month. */
export const beginningOf = (month: string): number => Date.parse(`${month}-01T00:00:00Z`) + WEST;

/** Tells the months that an instant may be in, somewhere; instants come sorted here, too. */
export function monthsReader(): (instant: number) => readonly [string, string] {
  const [west, east] = [monthOfUtc(), monthOfUtc()];
  return (instant) => [west(instant - WEST).month, east(instant + EAST).month];
}

interface Month {
  readonly month: string;
  readonly from: number;
  readonly to: number;
}

function monthOfUtc(): (instant: number) => Month {
  let last: Month = { month: '', from: 0, to: 0 };
  return (instant) => {
    if (instant < last.from || instant >= last.to) {
      const date = new Date(instant);
      const [year, at] = [date.getUTCFullYear(), date.getUTCMonth()];
      const month = `${String(year).padStart(4, '0')}-${String(at + 1).padStart(2, '0')}`;
      last = { month, from: Date.UTC(year, at, 1), to: Date.UTC(year, at + 1, 1) };
    }
    return last;
  };
}
