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
  /** JSON of each row, with a comma behind it: in which chunk, from where to where. */
  readonly places: number[];
  readonly chunks: Buffer[];
}

/** A row's place in a pack: chunk, start, end. */
const PLACE = 3;
const CHUNK = 1 << 20;

/** An empty pack. */
export function rowPack(): RowPack {
  return {
    paths: [],
    instants: [],
    bits: [],
    words: Object.fromEntries(WORDS.map((word) => [word, [] as number[]])) as Record<Word, number[]>,
    values: new Map(),
    places: [],
    chunks: [],
  };
}

/** Adds a row. */
export function addRow(pack: RowPack, row: Row): void {
  const text = `${JSON.stringify(row)},`;
  // No character takes more than three bytes for each of its UTF-16 units.
  const { chunk, at } = room(pack, text.length * 3);
  const end = at + chunk.write(text, at);
  pack.places.push(pack.chunks.length - 1, at, end);
  pack.paths.push(row.path);
  pack.instants.push(instantOf(row.created) ?? Number.NaN);
  pack.bits.push(bitsOf(row));
  for (let i = 0; i < WORDS.length; i += 1) {
    const word = WORDS[i] as Word;
    pack.words[word].push(numberOf(pack, wordOf(row, word)));
  }
}

/** A row as JSON, with the head that it would have; see `addRow`. */
export interface WrittenRow {
  readonly path: string;
  /** JSON in UTF-8, each byte as a letter. */
  readonly letters: string;
  /** Milliseconds; NaN without a date. */
  readonly instant: number;
  readonly bits: number;
  /** Numbers of its words, in the order of `WORDS`, as `numberOf` gave them. */
  readonly words: readonly number[];
}

/** Adds a row that was never an object. */
export function addWritten(pack: RowPack, row: WrittenRow): void {
  const { chunk, at } = room(pack, row.letters.length + 1);
  const end = at + chunk.write(`${row.letters},`, at, 'latin1');
  pack.places.push(pack.chunks.length - 1, at, end);
  pack.paths.push(row.path);
  pack.instants.push(row.instant);
  pack.bits.push(row.bits);
  for (let i = 0; i < WORDS.length; i += 1) pack.words[WORDS[i] as Word].push(row.words[i] ?? 0);
}

/** A row that is written out already. */
export interface PackedRow {
  readonly path: string;
  readonly json: Uint8Array;
  readonly instant: number;
  readonly bits: number;
  word(name: Word): string;
}

/** Adds a row of another pack or of a table. */
export function addPacked(pack: RowPack, row: PackedRow): void {
  const { chunk, at } = room(pack, row.json.length);
  chunk.set(row.json, at);
  pack.places.push(pack.chunks.length - 1, at, at + row.json.length);
  pack.paths.push(row.path);
  pack.instants.push(row.instant);
  pack.bits.push(row.bits);
  for (const word of WORDS) pack.words[word].push(numberOf(pack, row.word(word)));
}

/** The JSON of a row: a view of the pack's memory. */
export function jsonAt(pack: RowPack, at: number): Buffer {
  const { places, chunks } = pack;
  const chunk = chunks[places[at * PLACE] ?? 0] ?? Buffer.alloc(0);
  return chunk.subarray(places[at * PLACE + 1], places[at * PLACE + 2]);
}

/** How many bytes that is. */
export const sizeAt = ({ places }: RowPack, at: number): number =>
  (places[at * PLACE + 2] ?? 0) - (places[at * PLACE + 1] ?? 0);

// Chunks, since one buffer that doubles would be copied and paged in again each time.
function room(pack: RowPack, size: number): { chunk: Buffer; at: number } {
  const chunk = pack.chunks.at(-1);
  const at = pack.places.length === 0 ? 0 : (pack.places.at(-1) ?? 0);
  if (chunk && chunk.length - at >= size) return { chunk, at };
  const fresh = Buffer.allocUnsafeSlow(Math.max(CHUNK, size));
  pack.chunks.push(fresh);
  return { chunk: fresh, at: 0 };
}

/** The number of a text among all values. The same few owners and states come again and again. */
export function numberOf({ values }: RowPack, text: string): number {
  const known = values.get(text);
  if (known !== undefined) return known;
  values.set(text, values.size);
  return values.size - 1;
}
