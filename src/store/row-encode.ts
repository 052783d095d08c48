import { type BlockHeader, checksum, COLUMNS, DIGITS, NO_SUM, sectionsOf } from './row-block.ts';
import { idIn, type Word, WORDS } from './row-head.ts';
import { bytesIn, type RowPack } from './row-pack.ts';
import { pageCount, pageSums } from './row-pages.ts';

/** A table's bytes: all before the rows, and the rows, as they lie in memory. */
export interface TableBytes {
  readonly head: Buffer;
  readonly rows: readonly Buffer[];
}

/** The bytes of a pack, or of some of its rows. See `row-block.ts` for how they are laid out. */
export function encodeTable(
  pack: RowPack,
  about: Record<string, unknown>,
  rows: ArrayLike<number> = pack.paths.map((_, at) => at),
): TableBytes {
  const order = newestFirst(pack, rows);
  const count = order.length;
  const paths = Buffer.from(Array.from(order, (at) => `${pack.paths[at] ?? ''}\0`).join(''));
  const sections: BlockHeader['sections'] = [];
  let size = 0;
  const section = (name: string, length: number): void => {
    sections.push([name, size, length]);
    size += Math.ceil(length / 8) * 8;
  };
  section('instants', count * 8);
  for (const name of COLUMNS) section(name, count * 4);
  section('sums', pageCount(pack.size) * 4);
  section('pathEnds', count * 4);
  section('paths', paths.length);
  const values = [...pack.values.keys()];
  const header: BlockHeader = { about, count, size, rows: pack.size, sum: NO_SUM, values, sections };
  const line = Buffer.from(JSON.stringify(header));
  const start = Math.ceil((DIGITS + line.length + 1) / 8) * 8;
  const head = Buffer.allocUnsafeSlow(start + size);
  head.write(String(start + size).padStart(DIGITS, '0'));
  head.fill(' ', DIGITS, start).set(line, DIGITS);
  head[start - 1] = 10;
  const columns = head.subarray(start);
  const chunks = pack.chunks.map((chunk, at) =>
    at === pack.chunks.length - 1 ? chunk.subarray(0, pack.used) : chunk,
  );
  fill(columns, { pack, chunks, order, paths, sections });
  const sum = String(checksum(columns)).padStart(NO_SUM.length, '0');
  head.write(sum, DIGITS + line.indexOf(`"sum":"${NO_SUM}"`) + '"sum":"'.length);
  return { head, rows: chunks };
}

function fill(
  head: Buffer,
  from: {
    pack: RowPack;
    chunks: readonly Buffer[];
    order: Uint32Array;
    paths: Buffer;
    sections: BlockHeader['sections'];
  },
): void {
  const { pack, chunks, order, paths, sections } = from;
  const { part, numbers, instants } = sectionsOf(head, sections);
  for (let to = 0; to < order.length; to += 1) instants[to] = pack.instants[order[to] ?? 0] ?? Number.NaN;
  for (const name of COLUMNS) {
    const column = numbers(name);
    const source = isWord(name) ? pack.words[name] : pack[name];
    for (let to = 0; to < order.length; to += 1) column[to] = source[order[to] ?? 0] ?? 0;
  }
  numbers('sums').set(pageSums(pack.size, bytesIn(chunks)));
  numbers('pathEnds').set(endsIn(paths, order.length));
  part('paths').set(paths);
  // What no section covers is summed up, too.
  for (const [at, [, offset, length]] of sections.entries()) {
    head.fill(0, offset + length, sections[at + 1]?.[1] ?? head.length);
  }
}

/** Where each of some texts ends that have a zero byte behind them. */
function endsIn(texts: Buffer, count: number): Uint32Array {
  let from = 0;
  return Uint32Array.from({ length: count }, () => {
    const end = texts.indexOf(0, from);
    from = end + 1;
    return end;
  });
}

const isWord = (name: (typeof COLUMNS)[number]): name is Word => (WORDS as readonly string[]).includes(name);

/** Numbers of the rows: newest first, then by id descending, then by path. */
function newestFirst({ paths, instants }: RowPack, rows: ArrayLike<number>): Uint32Array {
  return Uint32Array.from(rows).sort((a, b) => {
    const [one, other] = [instants[a] ?? Number.NaN, instants[b] ?? Number.NaN];
    if (one > other) return -1;
    if (one < other) return 1;
    if (Number.isNaN(one) !== Number.isNaN(other)) return Number.isNaN(one) ? 1 : -1;
    const [pathA, pathB] = [paths[a] ?? '', paths[b] ?? ''];
    const [idA, idB] = [idIn(pathA), idIn(pathB)];
    if (idA !== idB) return idA < idB ? 1 : -1;
    return pathA < pathB ? -1 : 1;
  });
}
