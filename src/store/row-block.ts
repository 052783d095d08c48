import { crc32 } from 'node:zlib';
import { WORDS } from './row-head.ts';

// How a table of rows stands in a file: its own length, a line of JSON filled with blanks to a multiple of eight
// bytes, columns of numbers with one entry for each row, the sums of pages, the paths with a zero byte behind each, and
// behind all of these the rows, in any order. A row is its JSON or, of a session that was only read, its frontmatter
// and its items behind that: the two begin with other characters. Whoever wants a few rows reads the part before and
// the pages that they are in.

/** What is said of a block at its start. */
export interface BlockHeader {
  readonly about: Record<string, unknown>;
  readonly count: number;
  /** Bytes of the columns, sums and paths. */
  readonly size: number;
  /** Bytes of the rows. */
  readonly rows: number;
  /** Sum of the columns, sums and paths; ten digits, so that it can be filled in afterwards. */
  readonly sum: string;
  /** The texts that all columns of words point into. */
  readonly values: string[];
  /** Name, offset behind the header, length in bytes. */
  readonly sections: [string, number, number][];
}

export const NO_SUM = '0000000000';
/** Digits of the number of bytes before the rows, at the very start of a block. */
export const DIGITS = 12;

/** The columns of 32-bit numbers: words, bits, and where each row begins and ends. */
export const COLUMNS = [...WORDS, 'bits', 'starts', 'ends'] as const;

/** Sections of a block's head by name. */
export function sectionsOf(
  body: Buffer,
  sections: BlockHeader['sections'],
): { part: (name: string) => Buffer; numbers: (name: string) => Uint32Array; instants: Float64Array } {
  const part = (name: string): Buffer => {
    const [, offset = 0, length = 0] = sections.find(([it]) => it === name) ?? [];
    return body.subarray(offset, offset + length);
  };
  const instants = part('instants');
  return {
    part,
    numbers(name) {
      const bytes = part(name);
      return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    },
    instants: new Float64Array(instants.buffer, instants.byteOffset, instants.length / 8),
  };
}

/** A sum over bytes (CRC-32). Not against forgery, but against disks, power cuts and editors. */
export const checksum = (bytes: Uint8Array): number => crc32(bytes);
