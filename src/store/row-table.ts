import { closeSync, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import { CanonError } from '../fault/error.ts';
import type { Kind } from '../record/kinds.ts';
import type { Row } from '../work/row.ts';
import { type BlockHeader, checksum, DIGITS, sectionsOf } from './row-block.ts';
import { BITS, idIn, type RowHead, type Word, WORDS } from './row-head.ts';
import type { PackedRow } from './row-pack.ts';

/**
 * Many rows in one block of bytes, newest first, that is used as it is read from disk: columns of numbers
 * that need no parsing, and each row's JSON, read and parsed when somebody wants that row.
 */
export interface RowTable {
  readonly count: number;
  /** What the writer said of it: which commit, which layout. */
  readonly about: Readonly<Record<string, unknown>>;
  /** @throws E_CACHE_DAMAGED for a row that is not as it was written */
  row(at: number): Row;
  /** Every row, which takes half as long as one after the other. @throws E_CACHE_DAMAGED */
  all(): Row[];
  /** The row as it is packed, for another table. */
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

/** Bytes of the rows' JSON, from one offset up to another. */
type Rows = (from: number, to: number) => Buffer;

/** A table from its bytes; undefined when they are not whole. */
export function decodeTable(block: Buffer): RowTable | undefined {
  // Numbers are read in place, for which they must lie on multiples of their size.
  const bytes = block.byteOffset % 8 === 0 ? block : Buffer.from(Uint8Array.from(block).buffer);
  const start = headLength(bytes);
  const header = headerOf(bytes, start);
  if (!header || bytes.length !== start + header.rows) return undefined;
  const rows = bytes.subarray(start);
  return tableOf(header, bytes.subarray(0, start), (from, to) => rows.subarray(from, to));
}

/** What is read of a file at first: mostly the whole part before the rows. */
const FIRST = 1 << 16;
/** What is read with a row that follows the one before: often the newest of all are wanted. */
const WINDOW = 1 << 15;
/** After so many reads somebody wants them all. */
const MANY = 2000;

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
  let window: Buffer = Buffer.alloc(0);
  let [offset, asked, last] = [0, 0, 0];
  const rows: Rows = (from, to) => {
    if (from < offset || to > offset + window.length) {
      asked += 1;
      const wanted = asked > MANY ? header.rows : Math.max(to - from, from === last ? WINDOW : 0);
      offset = asked > MANY ? 0 : from;
      window = readAt(fd, start + offset, Math.min(wanted, header.rows - offset));
    }
    last = to;
    return window.subarray(from - offset, to - offset);
  };
  // What is damaged is of no use to the next run either.
  return tableOf(header, bytes.subarray(0, start), rows, () => rmSync(file, { force: true }));
}

/** As many bytes as there are; memory of its own, so that numbers in it lie on multiples of their size. */
function readAt(fd: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(length);
  let at = 0;
  while (at < length) {
    const read = readSync(fd, bytes, at, length - at, position + at);
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

const withoutComma = (json: Buffer): string => json.toString('utf8', 0, Math.max(0, json.length - 1));

function tableOf(header: BlockHeader, head: Buffer, rows: Rows, onDamage?: () => void): RowTable | undefined {
  const { about, count, values, sections, size, sum } = header;
  const body = head.subarray(head.length - size);
  if (checksum(body) !== Number(sum)) return undefined;
  const { part, numbers, instants } = sectionsOf(body, sections);
  const [bits, ends, sums] = [numbers('bits'), numbers('ends'), numbers('sums')];
  const columns = Object.fromEntries(WORDS.map((word) => [word, numbers(word)])) as Record<Word, Uint32Array>;
  let paths: string[] | undefined;
  const pathsOf = (): string[] => (paths ??= JSON.parse(part('paths').toString('utf8')) as string[]);
  const instant = (at: number): number | undefined => {
    const ms = instants[at] ?? Number.NaN;
    return Number.isNaN(ms) ? undefined : ms;
  };
  const whole = (json: Buffer, sum: number): Buffer => {
    if (checksum(json) === sum) return json;
    onDamage?.();
    throw new CanonError('E_CACHE_DAMAGED');
  };
  const jsonOf = (at: number): Buffer =>
    whole(rows(at === 0 ? 0 : (ends[at - 1] ?? 0), ends[at] ?? 0), sums[at] ?? 0);
  return {
    count,
    about,
    paths: pathsOf,
    instant,
    row: (at) => JSON.parse(withoutComma(jsonOf(at))) as Row,
    all: () => JSON.parse(`[${withoutComma(whole(rows(0, header.rows), Number(header.rowsSum)))}]`) as Row[],
    packed: (at) => ({
      path: pathsOf()[at] ?? '',
      json: jsonOf(at),
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
