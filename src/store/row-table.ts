import type { Row } from '../work/row.ts';
import type { Kind } from '../record/kinds.ts';
import { jsonAt, type PackedRow, type RowPack, sizeAt } from './row-pack.ts';
import { BITS, idIn, type RowHead, type Word, WORDS } from './row-head.ts';

/**
 * Many rows in one block of bytes, newest first, that is used as it is read from disk: columns of numbers
 * that need no parsing, and each row's JSON, parsed when somebody wants that row.
 */
export interface RowTable {
  readonly count: number;
  /** What the writer said of it: which commit, which layout. */
  readonly about: Readonly<Record<string, unknown>>;
  row(at: number): Row;
  /** The row as it is packed, for another table. */
  packed(at: number): PackedRow;
  paths(): readonly string[];
  /** Milliseconds, or undefined without a date. */
  instant(at: number): number | undefined;
  /** One object for all rows: it speaks of the row it was last set to. */
  cursor(): RowHead & { at: number };
}

// The block: a line of JSON filled with blanks to a multiple of eight bytes, then the sections.
interface Header {
  readonly about: Record<string, unknown>;
  readonly count: number;
  readonly size: number;
  /** Ten digits, so that it can be filled in afterwards. */
  readonly sum: string;
  /** The texts that all columns of words point into. */
  readonly values: string[];
  /** Name, offset behind the header, length in bytes. */
  readonly sections: [string, number, number][];
}

const NO_SUM = '0000000000';

/**
 * The block of bytes of a pack, or of some of its rows, in one piece: it is most of what a first run writes.
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
  const sections: Header['sections'] = [];
  let size = 0;
  const section = (name: string, length: number): void => {
    sections.push([name, size, length]);
    size += Math.ceil(length / 8) * 8;
  };
  section('instants', count * 8);
  for (const name of [...WORDS, 'bits', 'ends']) section(name, count * 4);
  section('paths', paths.length);
  section('json', json);
  const header: Header = { about, count, size, sum: NO_SUM, values: [...pack.values.keys()], sections };
  const line = Buffer.from(JSON.stringify(header));
  const start = Math.ceil((line.length + 1) / 8) * 8;
  const block = Buffer.allocUnsafeSlow(start + size);
  block.fill(' ', line.length, start).set(line);
  block[start - 1] = 10;
  fill(block.subarray(start), { pack, order, paths, sections });
  const sum = String(checksum(block.subarray(start))).padStart(NO_SUM.length, '0');
  block.write(sum, line.indexOf(`"sum":"${NO_SUM}"`) + 7);
  return block;
}

function fill(
  body: Buffer,
  from: { pack: RowPack; order: Uint32Array; paths: Buffer; sections: Header['sections'] },
): void {
  const { pack, order, paths, sections } = from;
  const { part, numbers } = sectionsOf(body, sections);
  const instants = instantsOf(part('instants'));
  const [bits, ends, json] = [numbers('bits'), numbers('ends'), part('json')];
  let end = 0;
  for (let to = 0; to < order.length; to += 1) {
    const at = order[to] ?? 0;
    instants[to] = pack.instants[at] ?? Number.NaN;
    bits[to] = pack.bits[at] ?? 0;
    json.set(jsonAt(pack, at), end);
    end += sizeAt(pack, at);
    ends[to] = end;
  }
  for (const word of WORDS) {
    const [column, source] = [numbers(word), pack.words[word]];
    for (let to = 0; to < order.length; to += 1) column[to] = source[order[to] ?? 0] ?? 0;
  }
  part('paths').set(paths);
  // What no section covers is summed up, too.
  for (const [at, [, offset, length]] of sections.entries()) {
    body.fill(0, offset + length, sections[at + 1]?.[1] ?? body.length);
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

function sectionsOf(
  body: Buffer,
  sections: Header['sections'],
): { part: (name: string) => Buffer; numbers: (name: string) => Uint32Array } {
  const part = (name: string): Buffer => {
    const [, offset = 0, length = 0] = sections.find(([it]) => it === name) ?? [];
    return body.subarray(offset, offset + length);
  };
  return {
    part,
    numbers(name) {
      const bytes = part(name);
      return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    },
  };
}

const instantsOf = (bytes: Buffer): Float64Array =>
  new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);

/** A sum over all 32-bit words. Not against forgery, but against disks, power cuts and editors. */
function checksum(body: Uint8Array): number {
  const words = new Uint32Array(body.buffer, body.byteOffset, body.byteLength / 4);
  // Two chains, so that one multiplication need not wait for the other.
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let at = 0; at + 1 < words.length; at += 2) {
    a = Math.imul(a ^ (words[at] ?? 0), 0x01000193);
    b = Math.imul(b ^ (words[at + 1] ?? 0), 0x85ebca6b);
  }
  return (a ^ (b >>> 7) ^ b) >>> 0;
}

/** A table from its bytes; undefined when they are not whole. */
export function decodeTable(bytes: Buffer): RowTable | undefined {
  const header = headerOf(bytes);
  if (!header) return undefined;
  const start = bytes.indexOf(10) + 1;
  if (bytes.length - start !== header.size || start % 8 !== 0) return undefined;
  const body = bytes.subarray(start);
  // Numbers are read in place, for which they must lie on multiples of their size.
  const whole = body.byteOffset % 8 === 0 ? body : Buffer.from(Uint8Array.from(body).buffer);
  return checksum(whole) === Number(header.sum) ? tableOf(header, whole) : undefined;
}

function headerOf(bytes: Buffer): Header | undefined {
  const end = bytes.indexOf(10);
  if (end < 0) return undefined;
  try {
    const header = JSON.parse(bytes.toString('utf8', 0, end)) as Partial<Header>;
    return header.sections && header.values && header.about ? (header as Header) : undefined;
  } catch {
    return undefined;
  }
}

function tableOf({ about, count, values, sections }: Header, body: Buffer): RowTable {
  const { part, numbers } = sectionsOf(body, sections);
  const [bits, ends, json] = [numbers('bits'), numbers('ends'), part('json')];
  const instants = instantsOf(part('instants'));
  const columns = Object.fromEntries(WORDS.map((word) => [word, numbers(word)])) as Record<Word, Uint32Array>;
  let paths: string[] | undefined;
  const pathsOf = (): string[] => (paths ??= JSON.parse(part('paths').toString('utf8')) as string[]);
  const instant = (at: number): number | undefined => {
    const ms = instants[at] ?? Number.NaN;
    return Number.isNaN(ms) ? undefined : ms;
  };
  const startOf = (at: number): number => (at === 0 ? 0 : (ends[at - 1] ?? 0));
  return {
    count,
    about,
    paths: pathsOf,
    instant,
    row: (at) => JSON.parse(json.toString('utf8', startOf(at), ends[at])) as Row,
    packed: (at) => ({
      path: pathsOf()[at] ?? '',
      json: json.subarray(startOf(at), ends[at]),
      instant: instants[at] ?? Number.NaN,
      bits: bits[at] ?? 0,
      word: (name) => values[columns[name][at] ?? 0] ?? '',
    }),
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
