import { closeSync, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import { CanonError } from '../fault/error.ts';
import type { Kind } from '../record/kinds.ts';
import type { Row } from '../work/row.ts';
import { sourceRow } from '../work/source-row.ts';
import { type BlockHeader, checksum, DIGITS, sectionsOf } from './row-block.ts';
import { BITS, idIn, type RowHead, type Word, WORDS } from './row-head.ts';
import type { TableBytes } from './row-encode.ts';
import { bytesIn, type PackedRow } from './row-pack.ts';
import { pageReader, type ReadBytes } from './row-pages.ts';

/**
 * Many rows in one block of bytes, newest first, that is used as it is read from disk: columns of numbers
 * that need no parsing, and what each row is made of, read and parsed when somebody wants that row.
 */
export interface RowTable {
  readonly count: number;
  /** What the writer said of it: which commit, which layout. */
  readonly about: Readonly<Record<string, unknown>>;
  /** Made once. @throws E_CACHE_DAMAGED for a row that is not as it was written */
  row(at: number): Row;
  /** What a row is made of that nobody has made yet: a text that begins with its frontmatter, each byte as a letter. */
  front(at: number): string | undefined;
  /** The row as it is packed, for another table; its bytes are good until the next row is asked for. */
  packed(at: number): PackedRow;
  paths(): readonly string[];
  /** Milliseconds, or undefined without a date. */
  instant(at: number): number | undefined;
  /** Which rows have a value in a column of words, ascending. */
  indexes(name: Word, value: string): number[];
  /** How many rows have a bit. */
  countOf(name: keyof typeof BITS): number;
  /** One object for all rows: it speaks of the row it was last set to. */
  cursor(): RowHead & { at: number };
}

/** A table from its bytes. */
export function tableOfBytes({ head, rows }: TableBytes): RowTable | undefined {
  const header = headerOf(head, head.length);
  return header && tableOf(header, head, bytesIn(rows));
}

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
  const fd = openSync(file, 'r');
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

function headerOf(bytes: Buffer, start: number): BlockHeader | undefined {
  const end = bytes.indexOf(10);
  if (end < DIGITS || bytes.length < start) return undefined;
  try {
    const header = JSON.parse(bytes.toString('utf8', DIGITS, end)) as Partial<BlockHeader>;
    const isWhole =
      header.sections && header.values && header.about && end + 1 + (header.size ?? 0) === start;
    return isWhole ? (header as BlockHeader) : undefined;
  } catch {
    return undefined;
  }
}

/** What a frontmatter begins with; JSON begins with a brace. */
const DASH = 45;
const CLOSE = '\n---\n';

/** A row from what is kept of it. */
function rowFrom(path: string, bytes: Buffer): Row {
  if (bytes[0] !== DASH) return JSON.parse(bytes.toString('utf8')) as Row;
  const text = bytes.toString('utf8');
  const end = text.indexOf(CLOSE) + CLOSE.length;
  const row = sourceRow(path, text.slice(0, end), text.slice(end));
  // It was sound when it was kept, and its sum says that it is the same.
  if (!row) throw new CanonError('E_CACHE_DAMAGED');
  return row;
}

function tableOf(
  header: BlockHeader,
  head: Buffer,
  rows: ReadBytes,
  onDamage?: () => void,
): RowTable | undefined {
  const { about, count, values, sections, size, sum } = header;
  const body = head.subarray(head.length - size);
  if (checksum(body) !== Number(sum)) return undefined;
  const { part, numbers, instants } = sectionsOf(body, sections);
  const [bits, starts, ends] = [numbers('bits'), numbers('starts'), numbers('ends')];
  const sums = numbers('sums');
  const read = pageReader({ size: header.rows, sums, read: rows, onDamage });
  const bytesOf = (at: number): Buffer => read(starts[at] ?? 0, ends[at] ?? 0);
  const columns = Object.fromEntries(WORDS.map((word) => [word, numbers(word)])) as Record<Word, Uint32Array>;
  const made = new Map<number, Row>();
  let paths: string[] | undefined;
  const pathsOf = (): string[] => (paths ??= JSON.parse(part('paths').toString('utf8')) as string[]);
  const instant = (at: number): number | undefined => {
    const ms = instants[at] ?? Number.NaN;
    return Number.isNaN(ms) ? undefined : ms;
  };
  return {
    count,
    about,
    paths: pathsOf,
    instant,
    row(at) {
      const known = made.get(at);
      if (known) return known;
      const row = rowFrom(pathsOf()[at] ?? '', bytesOf(at));
      made.set(at, row);
      return row;
    },
    front(at) {
      const bytes = bytesOf(at);
      return bytes[0] === DASH ? bytes.toString('latin1') : undefined;
    },
    packed: (at) => ({
      path: pathsOf()[at] ?? '',
      bytes: bytesOf(at),
      instant: instants[at] ?? Number.NaN,
      bits: bits[at] ?? 0,
      word: (name) => values[columns[name][at] ?? 0] ?? '',
    }),
    // Loops over numbers and nothing else: a call for each of twenty thousand rows is felt.
    indexes(name, value) {
      const number = values.indexOf(value);
      const column = columns[name];
      const found: number[] = [];
      for (let at = 0; at < count; at += 1) if (column[at] === number) found.push(at);
      return found;
    },
    countOf(name) {
      const mask = BITS[name];
      let found = 0;
      for (let at = 0; at < count; at += 1) if (((bits[at] ?? 0) & mask) !== 0) found += 1;
      return found;
    },
    cursor() {
      const word = (name: Word, at: number): string | undefined =>
        values[columns[name][at] ?? 0] || undefined;
      const bit = (name: keyof typeof BITS, at: number): boolean => ((bits[at] ?? 0) & BITS[name]) !== 0;
      return {
        at: 0,
        get kind() {
          return word('kind', this.at) as Kind;
        },
        get path() {
          return pathsOf()[this.at] ?? '';
        },
        get id() {
          return idIn(pathsOf()[this.at] ?? '');
        },
        get owner() {
          return word('owner', this.at);
        },
        get status() {
          return word('status', this.at);
        },
        get plan() {
          return word('plan', this.at);
        },
        get workstream() {
          return word('workstream', this.at);
        },
        get branch() {
          return word('branch', this.at);
        },
        get tags() {
          return word('tags', this.at)?.split('\n') ?? [];
        },
        get instant() {
          return instant(this.at);
        },
        get legacy() {
          return bit('legacy', this.at);
        },
        get stub() {
          return bit('stub', this.at);
        },
        get broken() {
          return bit('broken', this.at);
        },
        get openItems() {
          return bit('openItems', this.at);
        },
        get closes() {
          return bit('closes', this.at);
        },
        get aliases() {
          return bit('aliases', this.at);
        },
      };
    },
  };
}
