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
  source(at: number): string | undefined;
  /** The row as it is packed, for another table; its bytes are good until the next row is asked for. */
  packed(at: number): PackedRow;
  path(at: number): string;
  /** The row at a path; -1 where there is none. */
  indexOf(path: string): number;
  /** All of them, which are only then read. */
  paths(): readonly string[];
  /** Milliseconds, or undefined without a date. */
  instant(at: number): number | undefined;
  /** Which rows have a value in a column of words, ascending. */
  indexes(name: Word, value: string): number[];
  /** Which rows have a bit, ascending. */
  having(name: keyof typeof BITS): number[];
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

/** The header of a table whose rows begin at `start`; undefined when it is not whole. */
export function headerOf(bytes: Buffer, start: number): BlockHeader | undefined {
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

/** Which of some texts, each with a zero byte behind it, is this one; -1 for none. */
function indexIn(texts: Buffer, ends: Uint32Array, text: string): number {
  const wanted = Buffer.from(`${text}\0`);
  for (let at = texts.indexOf(wanted); at >= 0; at = texts.indexOf(wanted, at + 1)) {
    // A whole one, and not the end of another.
    if (at > 0 && texts[at - 1] !== 0) continue;
    const end = at + wanted.length - 1;
    let [from, to] = [0, ends.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((ends[middle] ?? 0) < end) from = middle + 1;
      else to = middle;
    }
    return from;
  }
  return -1;
}

/** A table from what stands before its rows, and what reads these. */
export function tableOf(
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
  const pathBytes = part('paths');
  const pathEnds = numbers('pathEnds');
  const path = (at: number): string =>
    paths?.[at] ?? pathBytes.toString('utf8', at === 0 ? 0 : (pathEnds[at - 1] ?? 0) + 1, pathEnds[at]);
  const instant = (at: number): number | undefined => {
    const ms = instants[at] ?? Number.NaN;
    return Number.isNaN(ms) ? undefined : ms;
  };
  return {
    count,
    about,
    path,
    indexOf: (path) => indexIn(pathBytes, pathEnds, path),
    // The last of them ends like all others.
    paths: () => (paths ??= pathBytes.toString('utf8').split('\0').slice(0, count)),
    instant,
    row(at) {
      const known = made.get(at);
      if (known) return known;
      const row = rowFrom(path(at), bytesOf(at));
      made.set(at, row);
      return row;
    },
    source(at) {
      const bytes = bytesOf(at);
      return bytes[0] === DASH ? bytes.toString('latin1') : undefined;
    },
    packed: (at) => ({
      path: path(at),
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
    having(name) {
      const mask = BITS[name];
      const found: number[] = [];
      for (let at = 0; at < count; at += 1) if (((bits[at] ?? 0) & mask) !== 0) found.push(at);
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
          return path(this.at);
        },
        get id() {
          return idIn(path(this.at));
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
        get replaces() {
          return bit('replaces', this.at);
        },
      };
    },
  };
}
