import { CanonError } from '../fault/error.ts';
import { checksum } from './row-block.ts';

/** Bytes that have a sum together: fewer sums to make of all, and little more to read for one row. */
const PAGE = 1 << 12;
/** Bytes that are read with a page that follows the one before: often the newest rows are wanted. */
const AHEAD = 1 << 16;
/** After so many reads somebody wants them all. */
const MANY = 1000;
/** What is not larger than this takes no longer to read than a few pages of it. */
const SMALL = 1 << 21;

/** Bytes from one offset up to another. */
export type ReadBytes = (from: number, to: number) => Buffer;

/** What pages are read from. */
export interface PageSource {
  /** Bytes in all. */
  readonly size: number;
  /** A sum of each page. */
  readonly sums: Uint32Array;
  readonly read: ReadBytes;
  readonly onDamage: (() => void) | undefined;
}

/**
 * Reads bytes in pages, whose sums are made as they are read.
 * @throws E_CACHE_DAMAGED for a page that is not as it was written
 */
export function pageReader({ size, sums, read, onDamage }: PageSource): ReadBytes {
  let window: Buffer = Buffer.alloc(0);
  let [first, end, reads] = [0, -1, 0];
  // Pages of the window that are as they were written.
  let sound = new Uint8Array(0);
  const load = (from: number, to: number): void => {
    reads += 1;
    const page = from - (from % PAGE);
    const last = Math.max(Math.ceil(to / PAGE) * PAGE, page === end ? page + AHEAD : 0);
    [first, end] = reads > MANY || size <= SMALL ? [0, size] : [page, Math.min(size, last)];
    window = read(first, end);
    sound = new Uint8Array(pageCount(end - first));
  };
  return (from, to) => {
    if (from < first || to > end) load(from, to);
    for (let page = Math.floor((from - first) / PAGE); page * PAGE < to - first; page += 1) {
      if (sound[page] === 1) continue;
      const bytes = window.subarray(page * PAGE, (page + 1) * PAGE);
      if (checksum(bytes) !== sums[first / PAGE + page]) {
        onDamage?.();
        throw new CanonError('E_CACHE_DAMAGED');
      }
      sound[page] = 1;
    }
    return window.subarray(from - first, to - first);
  };
}

export const pageCount = (size: number): number => Math.ceil(size / PAGE);

/** The sum of each page. */
export const pageSums = (size: number, read: ReadBytes): Uint32Array =>
  Uint32Array.from({ length: pageCount(size) }, (_, page) =>
    checksum(read(page * PAGE, Math.min(size, (page + 1) * PAGE))),
  );
