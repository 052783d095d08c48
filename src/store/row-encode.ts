import { type BlockHeader, checksum, COLUMNS, DIGITS, NO_SUM, sectionsOf } from './row-block.ts';
import { idIn, WORDS } from './row-head.ts';
import { jsonAt, type RowPack, sizeAt } from './row-pack.ts';

/**
 * The block of bytes of a pack, or of some of its rows, in one piece: it is most of what a first run writes.
 * See `row-block.ts` for how it is laid out.
 */
export function encodeTable(
  pack: RowPack,
  about: Record<string, unknown>,
  rows: ArrayLike<number> = pack.paths.map((_, at) => at),
): Buffer {
  const order = newestFirst(pack, rows);
  const count = order.length;
  const paths = Buffer.from(JSON.stringify(Array.from(order, (at) => pack.paths[at])));
  let json = 0;
  for (const at of order) json += sizeAt(pack, at);
  const sections: BlockHeader['sections'] = [];
  let size = 0;
  const section = (name: string, length: number): void => {
    sections.push([name, size, length]);
    size += Math.ceil(length / 8) * 8;
  };
  section('instants', count * 8);
  for (const name of COLUMNS) section(name, count * 4);
  section('paths', paths.length);
  const values = [...pack.values.keys()];
  const sums = { sum: NO_SUM, rowsSum: NO_SUM };
  const header: BlockHeader = { about, count, size, rows: json, ...sums, values, sections };
  const line = Buffer.from(JSON.stringify(header));
  const start = Math.ceil((DIGITS + line.length + 1) / 8) * 8;
  const block = Buffer.allocUnsafeSlow(start + size + json);
  block.write(String(start + size).padStart(DIGITS, '0'));
  block.fill(' ', DIGITS, start).set(line, DIGITS);
  block[start - 1] = 10;
  const head = block.subarray(start, start + size);
  const rowsPart = block.subarray(start + size);
  fill(head, rowsPart, { pack, order, paths, sections });
  for (const [name, part] of [
    ['sum', head],
    ['rowsSum', rowsPart],
  ] as const) {
    const sum = String(checksum(part)).padStart(NO_SUM.length, '0');
    block.write(sum, DIGITS + line.indexOf(`"${name}":"${NO_SUM}"`) + name.length + 4);
  }
  return block;
}

function fill(
  head: Buffer,
  json: Buffer,
  from: { pack: RowPack; order: Uint32Array; paths: Buffer; sections: BlockHeader['sections'] },
): void {
  const { pack, order, paths, sections } = from;
  const { part, numbers, instants } = sectionsOf(head, sections);
  const [bits, ends, sums] = [numbers('bits'), numbers('ends'), numbers('sums')];
  let end = 0;
  for (let to = 0; to < order.length; to += 1) {
    const at = order[to] ?? 0;
    instants[to] = pack.instants[at] ?? Number.NaN;
    bits[to] = pack.bits[at] ?? 0;
    const row = jsonAt(pack, at);
    json.set(row, end);
    sums[to] = checksum(row);
    end += row.length;
    ends[to] = end;
  }
  for (const word of WORDS) {
    const [column, source] = [numbers(word), pack.words[word]];
    for (let to = 0; to < order.length; to += 1) column[to] = source[order[to] ?? 0] ?? 0;
  }
  part('paths').set(paths);
  // What no section covers is summed up, too.
  for (const [at, [, offset, length]] of sections.entries()) {
    head.fill(0, offset + length, sections[at + 1]?.[1] ?? head.length);
  }
}

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
