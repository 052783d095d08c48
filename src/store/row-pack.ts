import { instantOf } from '../work/order.ts';
import type { Row } from '../work/row.ts';
import { bitsOf, wordOf, WORDS } from './row-head.ts';
import type { PackedRow } from './row-table.ts';

/**
 * Rows on their way into a table. Each is written out at once and let go: a value that was cut from a
 * file's text keeps the whole of it in memory, and twenty thousand of those are moved about by every
 * collection of garbage.
 */
export interface RowPack {
  readonly paths: readonly string[];
  add(row: Row): void;
  packed(at: number): PackedRow;
}

/** An empty pack. */
export function rowPack(): RowPack {
  const paths: string[] = [];
  const instants: (number | undefined)[] = [];
  const bits: number[] = [];
  const ends: number[] = [];
  const columns = WORDS.map((): string[] => []);
  // The same few owners and states come again and again; one copy of each is kept.
  const pool = new Map<string, string>();
  let json = Buffer.allocUnsafeSlow(1 << 16);
  let used = 0;
  return {
    paths,
    add(row) {
      const text = JSON.stringify(row);
      // No character takes more than three bytes for each of its UTF-16 units.
      if (json.length - used < text.length * 3) json = larger(json, used, text.length * 3);
      used += json.write(text, used);
      ends.push(used);
      paths.push(row.path);
      instants.push(instantOf(row.created));
      bits.push(bitsOf(row));
      for (const [at, word] of WORDS.entries()) columns[at]?.push(pooled(pool, wordOf(row, word)));
    },
    packed: (at) => ({
      path: paths[at] ?? '',
      json: json.subarray(at === 0 ? 0 : ends[at - 1], ends[at]),
      instant: instants[at],
      bits: bits[at] ?? 0,
      words: columns.map((column) => column[at] ?? ''),
    }),
  };
}

function larger(bytes: Buffer, used: number, more: number): Buffer<ArrayBuffer> {
  const grown = Buffer.allocUnsafeSlow(Math.max(bytes.length * 2, used + more));
  bytes.copy(grown, 0, 0, used);
  return grown;
}

function pooled(pool: Map<string, string>, text: string): string {
  const known = pool.get(text);
  if (known !== undefined) return known;
  pool.set(text, text);
  return text;
}
