import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

// No link as the last part, and no waiting for whoever holds the other end of a pipe.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const LINE_FEED = 0x0a;
const RETURN = 0x0d;

/** How far a file is read, in bytes. */
export interface Reach {
  /** At once. */
  readonly chunk: number;
  /** The longest line that is still looked at. */
  readonly longest: number;
  /** How many lines at most. */
  readonly most?: number;
  /** After so much of one line nothing of the file is a transcript: it is read no further. */
  readonly endless?: number;
  /** In all. */
  readonly budget?: number;
  /** Is given all that is read, as it is read; good until it returns. */
  readonly onBytes?: (bytes: Buffer) => void;
}

/** Of a transcript with all its files; the largest real ones have a few hundred megabytes. */
export const BUDGET = 2 ** 31;

const REACH = { chunk: 1 << 20, longest: 64 << 20, endless: 256 << 20, budget: BUDGET };

/** What there was of lines. */
export interface Lines {
  readonly lines: number;
  /** Lines longer than `longest`, passed over; and one for the rest, where reading came to an end before it. */
  readonly lost: number;
  /** Bytes that were read. */
  readonly bytes: number;
}

/**
 * Gives every line of a file as it stands on disk now, whatever its size, in the memory of its longest line. Not
 * `readline`: that decodes all of it, which costs more than all the rest. The bytes are good until the next line.
 *
 * @param onLine takes a line; `open` is a last one without its end, which may be half written
 * @returns undefined for what is no regular file or cannot be opened
 */
export function eachLine(
  path: string,
  onLine: (line: Buffer, open: boolean) => void,
  reach: Partial<Reach> = {},
): Lines | undefined {
  let fd: number;
  try {
    fd = openSync(path, FLAGS);
  } catch {
    return undefined;
  }
  try {
    const stats = fstatSync(fd);
    if (!stats.isFile()) return undefined;
    return split(fd, stats.size, onLine, { ...REACH, ...reach });
  } finally {
    closeSync(fd);
  }
}

function split(
  fd: number,
  size: number,
  onLine: (line: Buffer, open: boolean) => void,
  { chunk, longest, most = Number.POSITIVE_INFINITY, endless, budget, onBytes }: Reach & typeof REACH,
): Lines {
  let block: Buffer = Buffer.allocUnsafeSlow(chunk);
  let filled = 0;
  let left = Math.min(size, budget);
  let bytes = 0;
  let lines = 0;
  let lost = 0;
  // In the middle of a line that is passed over, and of how much of it.
  let passing = false;
  let passed = 0;
  const give = (line: Buffer, open: boolean): void => {
    const begin = lines === 0 && line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf ? 3 : 0;
    const end = line.at(-1) === RETURN ? line.length - 1 : line.length;
    lines += 1;
    if (end > begin) onLine(line.subarray(begin, end), open);
  };
  while (left > 0 && lines < most) {
    const got = readMore(fd, block, filled, Math.min(block.length - filled, left));
    if (got < 0) lost += 1;
    if (got <= 0) break;
    left -= got;
    bytes += got;
    onBytes?.(block.subarray(filled, filled + got));
    let from = 0;
    let search = filled;
    filled += got;
    for (;;) {
      const at = block.subarray(0, filled).indexOf(LINE_FEED, search);
      if (at === -1 || lines >= most) break;
      if (passing) passing = false;
      else give(block.subarray(from, at), false);
      from = at + 1;
      search = from;
    }
    if (passing) {
      passed += filled;
      filled = 0;
      if (passed < endless) continue;
      lost += 1;
      break;
    }
    if (from > 0) block.copyWithin(0, from, filled);
    filled -= from;
    if (filled > longest) {
      lines += 1;
      lost += 1;
      passing = true;
      passed = filled;
      filled = 0;
    }
    const wanted = filled < chunk ? chunk : Math.min(filled * 2, longest + chunk);
    // Grown for one long line, it is given back with it.
    if (filled === block.length || wanted < block.length / 4) block = resized(block, filled, wanted);
  }
  if (bytes === budget && size > budget) lost += 1;
  else if (filled > 0 && lines < most) give(block.subarray(0, filled), true);
  return { lines, lost, bytes };
}

/** How many bytes there were; less than none for a fault of the disk. */
function readMore(fd: number, block: Buffer, at: number, most: number): number {
  try {
    return readSync(fd, block, at, most, null);
  } catch {
    return -1;
  }
}

function resized(block: Buffer, filled: number, size: number): Buffer {
  const other = Buffer.allocUnsafeSlow(size);
  block.copy(other, 0, 0, filled);
  return other;
}
