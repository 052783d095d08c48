const HOUR = 3_600_000;
/** How far east and west of UTC clocks are set: the Line Islands and Baker Island. */
export const EAST = 14 * HOUR;
export const WEST = 12 * HOUR;

/**
 * Tells the month of instants (`2026-04`) where it is the same in every offset that clocks have, and
 * undefined near the turn of a month. Instants come sorted, so that most are in the month of the one before.
 */
export function monthReader(): (instant: number) => string | undefined {
  let from = 0;
  let to = 0;
  let month = '';
  return (instant) => {
    if (instant < from || instant >= to) {
      const date = new Date(instant);
      const [year, at] = [date.getUTCFullYear(), date.getUTCMonth()];
      from = Date.UTC(year, at, 1) + WEST;
      to = Date.UTC(year, at + 1, 1) - EAST;
      month = `${String(year).padStart(4, '0')}-${String(at + 1).padStart(2, '0')}`;
    }
    return instant >= from && instant < to ? month : undefined;
  };
}
