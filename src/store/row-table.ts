import type { Row } from '../work/row.ts';
import type { Kind } from '../record/kinds.ts';
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
  readonly sum: number;
  readonly words: Record<string, string[]>;
  /** Name, offset behind the header, length in bytes. */
  readonly sections: [string, number, number][];
}

/** A row as it stands in a pack or a table. */
export interface PackedRow {
  readonly path: string;
  /** Its JSON. A view: good for as long as nothing is added to the pack it is in. */
  readonly json: Uint8Array;
  readonly instant: number | undefined;
  readonly bits: number;
  readonly words: readonly string[];
}

const byNewest = (a: PackedRow, b: PackedRow): number => {
  if (a.instant !== b.instant) {
    if (a.instant === undefined) return 1;
    return b.instant === undefined ? -1 : b.instant - a.instant;
  }
  const [idA, idB] = [idIn(a.path), idIn(b.path)];
  if (idA !== idB) return idA < idB ? 1 : -1;
  return a.path < b.path ? -1 : 1;
};

/** The block of bytes for a set of rows. */
export function encodeTable(rows: readonly PackedRow[], about: Record<string, unknown>): Buffer {
  const sorted = [...rows].sort(byNewest);
  const count = sorted.length;
  const words: Record<string, string[]> = {};
  const parts: [string, Uint8Array][] = [];
  for (const [column, word] of WORDS.entries()) {
    const { values, numbers } = numbered(sorted.map((row) => row.words[column] ?? ''));
    words[word] = values;
    parts.push([word, bytesOf(numbers)]);
  }
  parts.push(['bits', bytesOf(Uint32Array.from(sorted, (row) => row.bits))]);
  parts.push(['instants', bytesOf(Float64Array.from(sorted, (row) => row.instant ?? Number.NaN))]);
  parts.push(['paths', Buffer.from(JSON.stringify(sorted.map((row) => row.path)))]);
  let end = 0;
  parts.push(['ends', bytesOf(Uint32Array.from(sorted, (row) => (end += row.json.length)))]);
  parts.push(['json', joined(sorted, end)]);
  return assemble(parts, { about, count, words });
}

function numbered(texts: readonly string[]): { values: string[]; numbers: Uint32Array } {
  const known = new Map<string, number>();
  const numbers = Uint32Array.from(texts, (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    known.set(text, known.size);
    return known.size - 1;
  });
  return { values: [...known.keys()], numbers };
}

function joined(rows: readonly PackedRow[], size: number): Uint8Array {
  const json = Buffer.allocUnsafeSlow(size);
  let at = 0;
  for (const row of rows) {
    json.set(row.json, at);
    at += row.json.length;
  }
  return json;
}

const bytesOf = (numbers: Uint32Array | Float64Array): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);

const aligned = (size: number): number => Math.ceil(size / 8) * 8;

function assemble(
  parts: readonly (readonly [string, Uint8Array])[],
  rest: Pick<Header, 'about' | 'count' | 'words'>,
): Buffer {
  const sections: Header['sections'] = [];
  let size = 0;
  for (const [name, bytes] of parts) {
    sections.push([name, size, bytes.length]);
    size += aligned(bytes.length);
  }
  const body = Buffer.alloc(size);
  for (const [at, [, bytes]] of parts.entries()) body.set(bytes, sections[at]?.[1] ?? 0);
  const header: Header = { ...rest, size, sum: checksum(body), sections };
  const line = Buffer.from(JSON.stringify(header));
  const head = Buffer.alloc(aligned(line.length + 1), ' ');
  head.set(line);
  head[head.length - 1] = 10;
  return Buffer.concat([head, body]);
}

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
  return checksum(whole) === header.sum ? tableOf(header, whole) : undefined;
}

function headerOf(bytes: Buffer): Header | undefined {
  const end = bytes.indexOf(10);
  if (end < 0) return undefined;
  try {
    const header = JSON.parse(bytes.toString('utf8', 0, end)) as Partial<Header>;
    return header.sections && header.words && header.about ? (header as Header) : undefined;
  } catch {
    return undefined;
  }
}

function tableOf({ about, count, words, sections }: Header, body: Buffer): RowTable {
  const section = (name: string): Buffer => {
    const [, offset = 0, length = 0] = sections.find(([it]) => it === name) ?? [];
    return body.subarray(offset, offset + length);
  };
  const numbers = (name: string): Uint32Array => {
    const bytes = section(name);
    return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  };
  const bits = numbers('bits');
  const ends = numbers('ends');
  const times = section('instants');
  const instants = new Float64Array(times.buffer, times.byteOffset, times.length / 8);
  const json = section('json');
  const columns = Object.fromEntries(WORDS.map((word) => [word, numbers(word)])) as Record<Word, Uint32Array>;
  let paths: string[] | undefined;
  const pathsOf = (): string[] => (paths ??= JSON.parse(section('paths').toString('utf8')) as string[]);
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
      instant: instant(at),
      bits: bits[at] ?? 0,
      words: WORDS.map((word) => words[word]?.[columns[word][at] ?? 0] ?? ''),
    }),
    cursor() {
      const word = (name: Word, at: number): string | undefined =>
        words[name]?.[columns[name][at] ?? 0] || undefined;
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
