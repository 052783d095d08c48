import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { codeOf } from './atomic.ts';
import { MAX_TEXT } from './read.ts';

/** A record's file as it was read: its bytes, which are UTF-8, or the code of what makes it unreadable. */
export type TextFile = { readonly bytes: Buffer } | { readonly code: string };

const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
// One block for all files: two allocations and a system call less for each of twenty thousand.
let block: Buffer | undefined;

/**
 * Reads a record, at once: for whole repositories, where a promise for every file would cost more than
 * reading it. The folders above are known to be folders and no links. The bytes are there until the next
 * file is read. Undefined for a file that is not there (any more).
 */
export function readRecordNow(root: string, path: string): TextFile | undefined {
  let fd: number;
  try {
    fd = openSync(`${root}/${path}`, FLAGS);
  } catch (error) {
    return unopened(codeOf(error));
  }
  try {
    const read = readShort(fd) ?? readLong(fd);
    return 'bytes' in read && !isUtf8(read.bytes) ? { code: 'E_FILE_NOT_UTF8' } : read;
  } catch (error) {
    return unopened(codeOf(error));
  } finally {
    closeSync(fd);
  }
}

function unopened(code: string): TextFile | undefined {
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
  const linked = code === 'ELOOP' || code === 'EMLINK';
  return { code: linked ? 'E_FILE_SYMLINK' : 'E_FILE_UNREADABLE' };
}

/**
 * What is in the block and ends in it: a file, since whatever else can be read from a place on has nothing or
 * no end. Asking what it is costs as much as reading it.
 */
function readShort(fd: number): TextFile | undefined {
  block ??= Buffer.allocUnsafeSlow(1 << 18);
  try {
    const length = readSync(fd, block, 0, block.length, 0);
    return length > 0 && length < block.length ? { bytes: block.subarray(0, length) } : undefined;
  } catch {
    // A folder, a pipe.
    return undefined;
  }
}

function readLong(fd: number): TextFile {
  const stats = fstatSync(fd);
  if (!stats.isFile()) return { code: 'E_FILE_NOT_REGULAR' };
  if (stats.size > MAX_TEXT) return { code: 'E_FILE_TOO_LARGE' };
  // Until the end and not until the size that was said: the file may be growing.
  const chunks: Buffer[] = [];
  for (let at = 0; at <= MAX_TEXT;) {
    const chunk = Buffer.allocUnsafeSlow(Math.max(stats.size - at, 0) + (1 << 16));
    const length = readSync(fd, chunk, 0, chunk.length, at);
    if (length === 0) break;
    chunks.push(chunk.subarray(0, length));
    at += length;
  }
  return { bytes: Buffer.concat(chunks) };
}
