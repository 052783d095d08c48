/** No call takes longer than a month. What says so would put its beginning before any calendar. */
const LONGEST = 31 * 24 * 3_600_000;

/** How long a call took, in whole milliseconds; undefined for what is no duration. */
export const durationOf = (value: unknown): number | undefined =>
  typeof value === 'number' && value >= 0 && value <= LONGEST ? Math.round(value) : undefined;
