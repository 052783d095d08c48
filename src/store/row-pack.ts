import { instantOf } from '../work/order.ts';
import type { Row } from '../work/row.ts';
import { bitsOf, type Word, wordOf, WORDS } from './row-head.ts';

/**
 * Rows in columns, on their way into a table. Each row is written out at once and let go: a value that was
 * cut from a file's text keeps the whole of it in memory, and twenty thousand of those are moved about by
 * every collection of garbage.
 */
export interface RowPack {
  readonly paths: string[];
  /** NaN for a row without a date. */
  readonly instants: number[];
  readonly bits: number[];
  /** Values of each column of words, as numbers into `values`. */
  readonly words: Readonly<Record<Word, number[]>>;
  readonly values: Map<string, number>;
  /** Where what is kept of each row begins and ends in all chunks put together. */
  readonly starts: number[];
  readonly ends: number[];
  /** All full but for the last. */
  readonly chunks: Buffer[];
  /** Bytes in the chunks, and in the last of them. */
  size: number;
  used: number;
}

const CHUNK = 1 << 20;

/** An empty pack. */
export function rowPack(): RowPack {
  return {
    paths: [],
    instants: [],
    bits: [],
    words: Object.fromEntries(WORDS.map((word) => [word, [] as number[]])) as Record<Word, number[]>,
    values: new Map(),
    starts: [],
    ends: [],
    chunks: [],
    size: 0,
    used: 0,
  };
}

/** Adds a row. */
export function addRow(pack: RowPack, row: Row): void {
  const text = JSON.stringify(row);
  // No character takes more than three bytes for each of its UTF-16 units.
  const chunk = room(pack, text.length * 3);
  place(pack, chunk.write(text, pack.used));
  pack.paths.push(row.path);
  pack.instants.push(instantOf(row.created) ?? Number.NaN);
  pack.bits.push(bitsOf(row));
  for (let i = 0; i < WORDS.length; i += 1) {
    const word = WORDS[i] as Word;
    pack.words[word].push(numberOf(pack, wordOf(row, word)));
  }
}

/** A session's row that nobody has made yet, with the head that it would have; see `rowOfFront`. */
export interface SourceRow {
  readonly path: string;
  /** The frontmatter with its fences, each byte as a letter. */
  readonly front: string;
  /** The items that the row has, as `keepItems` writes them; empty for none. */
  readonly items: string;
  /** Milliseconds; NaN without a date. */
  readonly instant: number;
  readonly bits: number;
  /** Numbers of its words, in the order of `WORDS`, as `numberOf` gave them. */
  readonly words: readonly number[];
}

/** Adds a row by what it is made of. */
export function addSource(pack: RowPack, row: SourceRow): void {
  const { front, items } = row;
  const chunk = room(pack, front.length + items.length * 3);
  const length = chunk.write(front, pack.used, 'latin1');
  place(pack, items === '' ? length : length + chunk.write(items, pack.used + length));
  pack.paths.push(row.path);
  pack.instants.push(row.instant);
  pack.bits.push(row.bits);
  for (let i = 0; i < WORDS.length; i += 1) pack.words[WORDS[i] as Word].push(row.words[i] ?? 0);
}

/** A row that is written out already. */
export interface PackedRow {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly instant: number;
  readonly bits: number;
  word(name: Word): string;
}

/** Adds a row of another pack or of a table. */
export function addPacked(pack: RowPack, row: PackedRow): void {
  room(pack, row.bytes.length).set(row.bytes, pack.used);
  place(pack, row.bytes.length);
  pack.paths.push(row.path);
  pack.instants.push(row.instant);
  pack.bits.push(row.bits);
  for (const word of WORDS) pack.words[word].push(numberOf(pack, row.word(word)));
}

function place(pack: RowPack, length: number): void {
  pack.starts.push(pack.size);
  pack.size += length;
  pack.used += length;
  pack.ends.push(pack.size);
}

/** A chunk with so many bytes free. Chunks, since one buffer that doubles would be copied and paged in again each time. */
function room(pack: RowPack, size: number): Buffer {
  const last = pack.chunks.at(-1);
  if (last && last.length - pack.used >= size) return last;
  const fresh = Buffer.allocUnsafeSlow(Math.max(CHUNK, size));
  if (last) pack.chunks[pack.chunks.length - 1] = last.subarray(0, pack.used);
  pack.chunks.push(fresh);
  pack.used = 0;
  return fresh;
}

/** Some of the bytes in the chunks. */
export function bytesIn(chunks: readonly Buffer[]): (from: number, to: number) => Buffer {
  let offset = 0;
  const starts = chunks.map(({ length }) => (offset += length) - length);
  return (from, to) => {
    let at = starts.findLastIndex((start) => start <= from);
    const parts: Buffer[] = [];
    for (let next = from; next < to && at < chunks.length; at += 1) {
      const [start = 0, chunk = Buffer.alloc(0)] = [starts[at], chunks[at]];
      parts.push(chunk.subarray(next - start, to - start));
      next = start + chunk.length;
    }
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  };
}

/** The number of a text among all values. The same few owners and states come again and again. */
export function numberOf({ values }: RowPack, text: string): number {
  const known = values.get(text);
  if (known !== undefined) return known;
  values.set(text, values.size);
  return values.size - 1;
}
