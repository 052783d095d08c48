/** A piece of a long list. */
export interface Chunk<T> {
  readonly entries: readonly T[];
  /** Number of its page: 1 has the newest, 2 the oldest, 3 what came after those. */
  readonly page: number;
  /** Page of what is newer. */
  readonly newer: number | null;
  readonly older: number | null;
}

/** How many entries a page has at most. */
export const PAGE_SIZE = 100;

/**
 * Cuts a list, the newest first, into pages that are counted from the oldest: what is on a full page stays on it at the
 * same address, and one new record changes the first page alone.
 */
export function chunksOf<T>(entries: readonly T[], size = PAGE_SIZE): Chunk<T>[] {
  const count = Math.max(1, Math.ceil(entries.length / size));
  const newest = entries.length - (count - 1) * size;
  const pageOf = (nth: number): number => (nth === count ? 1 : nth + 1);
  return Array.from({ length: count }, (_, at): Chunk<T> => {
    // The `nth` chunk from the oldest on.
    const nth = count - at;
    const start = at === 0 ? 0 : newest + (at - 1) * size;
    return {
      entries: entries.slice(start, at === 0 ? newest : start + size),
      page: pageOf(nth),
      newer: nth === count ? null : pageOf(nth + 1),
      older: nth === 1 ? null : pageOf(nth - 1),
    };
  });
}
