import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import type { Kind } from '../record/kinds.ts';
import { brokenRow, toRowFully, toRowOfBytes } from '../work/to-row.ts';
import type { Row } from '../work/row.ts';
import { codeOf } from './atomic.ts';
import { MAX_TEXT } from './read.ts';

/** A record file of the work tree as it was read. */
export interface RowFile {
  readonly path: string;
  readonly kind: Kind;
  /** Undefined for a file that is not there or could not be opened. */
  readonly stats: Stats | undefined;
  /** Undefined for a file that is not there, and where `text` is left to the full readers. */
  readonly row: Row | undefined;
  readonly text: string | undefined;
}

const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
// One block for all files: two allocations and a system call less for each of twenty thousand.
let block: Buffer | undefined;

/**
 * Reads a record file into a row, at once. The folders above are known to be folders and no links.
 * A file that vanishes is one that is not there; one that cannot be read is a row with a fault.
 */
export function readRowFile(root: string, path: string, kind: Kind): RowFile {
  let fd: number;
  try {
    fd = openSync(`${root}/${path}`, FLAGS);
  } catch (error) {
    return unopened(path, kind, codeOf(error));
  }
  try {
    const stats = fstatSync(fd);
    const file = { path, kind, stats, text: undefined };
    if (!stats.isFile()) return { ...file, row: brokenRow(path, kind, { code: 'E_FILE_NOT_REGULAR' }) };
    if (stats.size > MAX_TEXT) return { ...file, row: brokenRow(path, kind, { code: 'E_FILE_TOO_LARGE' }) };
    return { ...file, ...rowOrText(path, kind, readWhole(fd, stats.size)) };
  } catch (error) {
    return unopened(path, kind, codeOf(error));
  } finally {
    closeSync(fd);
  }
}

/** The row of a file's bytes; its text where only the full readers can tell. */
export function rowOrText(
  path: string,
  kind: Kind,
  bytes: Buffer,
): { row: Row | undefined; text: string | undefined } {
  if (!isUtf8(bytes)) return { row: brokenRow(path, kind, { code: 'E_FILE_NOT_UTF8' }), text: undefined };
  const row = toRowOfBytes(path, kind, bytes);
  return row ? { row, text: undefined } : { row: undefined, text: bytes.toString('utf8') };
}

/** The rows of files that were read, with the full readers where they are needed. Files not there fall out. */
export async function settleRows(
  files: readonly Pick<RowFile, 'path' | 'kind' | 'row' | 'text'>[],
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { path, kind, row, text } of files) {
    if (row) rows.push(row);
    else if (text !== undefined) rows.push(await toRowFully(path, kind, text));
  }
  return rows;
}

function unopened(path: string, kind: Kind, code: string): RowFile {
  const file = { path, kind, stats: undefined, text: undefined };
  if (code === 'ENOENT' || code === 'ENOTDIR') return { ...file, row: undefined };
  const linked = code === 'ELOOP' || code === 'EMLINK';
  return { ...file, row: brokenRow(path, kind, { code: linked ? 'E_FILE_SYMLINK' : 'E_FILE_UNREADABLE' }) };
}

// Until the end and not until the size that was said: the file may be growing.
function readWhole(fd: number, size: number): Buffer {
  block ??= Buffer.allocUnsafeSlow(1 << 18);
  if (size < block.length) {
    const length = readSync(fd, block, 0, block.length, 0);
    if (length < block.length) return block.subarray(0, length);
  }
  const chunks: Buffer[] = [];
  for (let at = 0; at <= MAX_TEXT;) {
    const chunk = Buffer.allocUnsafeSlow(Math.max(size - at, 0) + (1 << 16));
    const length = readSync(fd, chunk, 0, chunk.length, at);
    if (length === 0) break;
    chunks.push(chunk.subarray(0, length));
    at += length;
  }
  return Buffer.concat(chunks);
}
