import { closeSync, constants, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import { PLAIN } from './plain-file.ts';
import { DIGITS } from './row-block.ts';
import type { ReadBytes } from './row-pages.ts';
import { headerOf, type RowTable, tableOf } from './row-table.ts';

/** What is read of a file at first: mostly the whole part before the rows. */
const FIRST = 1 << 16;
/** What windows of rows are read into, the usual ones. */
const SCRATCH = 1 << 17;

/**
 * A table from its file, of which only the part before the rows is read until somebody wants one. The file
 * stays open until the process ends, so that the rows are there even when it is cleared away meanwhile.
 * @returns undefined when it is not whole
 * @throws what opening a file throws
 */
export function openTable(file: string): RowTable | undefined {
  const fd = openSync(file, constants.O_RDONLY | PLAIN);
  const table = tableIn(fd, file);
  if (!table) closeSync(fd);
  return table;
}

function tableIn(fd: number, file: string): RowTable | undefined {
  const { size } = fstatSync(fd);
  let bytes: Buffer = readAt(fd, 0, Math.min(size, FIRST));
  const start = headLength(bytes);
  if (start > size) return undefined;
  if (start > bytes.length) bytes = Buffer.concat([bytes, readAt(fd, bytes.length, start - bytes.length)]);
  const header = headerOf(bytes, start);
  if (!header || size !== start + header.rows) return undefined;
  // One piece of memory for all that is read in passing: thousands of small ones would be collected again and again.
  const scratch = Buffer.allocUnsafeSlow(SCRATCH);
  const rows: ReadBytes = (from, to) => {
    const into = to - from <= SCRATCH ? scratch.subarray(0, to - from) : Buffer.allocUnsafeSlow(to - from);
    return readInto(fd, start + from, into);
  };
  // What is damaged is of no use to the next run either.
  return tableOf(header, bytes.subarray(0, start), rows, () => rmSync(file, { force: true }));
}

/** As many bytes as there are; memory of its own, so that numbers in it lie on multiples of their size. */
const readAt = (fd: number, position: number, length: number): Buffer =>
  readInto(fd, position, Buffer.allocUnsafeSlow(length));

function readInto(fd: number, position: number, bytes: Buffer): Buffer {
  let at = 0;
  while (at < bytes.length) {
    const read = readSync(fd, bytes, at, bytes.length - at, position + at);
    if (read === 0) break;
    at += read;
  }
  return bytes.subarray(0, at);
}

/** Bytes before the rows. */
function headLength(bytes: Buffer): number {
  const digits = bytes.toString('latin1', 0, DIGITS);
  return /^\d+$/.test(digits) ? Number(digits) : 0;
}
