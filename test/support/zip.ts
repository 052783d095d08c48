import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip, and whatever its headers are to say instead of the truth. */
export interface ZipEntry {
  readonly name: string | Buffer;
  readonly data?: string | Buffer;
  readonly store?: boolean;
  /** General purpose flags; 0x800 (UTF-8) unless told otherwise. */
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  readonly size?: number;
  /** What the headers say of the compressed size; the bytes are all there. */
  readonly compressed?: number;
  /** The upper half of the external attributes: a Unix mode. */
  readonly mode?: number;
  readonly extra?: Buffer;
  /** Where the header says that its bytes are; 0 of all of them makes them share one. */
  readonly offset?: number;
  readonly date?: number;
  readonly time?: number;
}

export interface ZipOptions {
  /** What the end says of the number of entries. */
  readonly count?: number;
  readonly zip64?: boolean;
}

/** Writes a zip by hand: an honest one, or one that lies. */
export function makeZip(entries: readonly ZipEntry[], options: ZipOptions = {}): Buffer {
  const pieces: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  const put = (bytes: Buffer): void => {
    pieces.push(bytes);
    at += bytes.length;
  };
  for (const entry of entries) {
    const data = Buffer.from(entry.data ?? '');
    const body = entry.store ? data : deflateRawSync(data);
    const name = Buffer.from(entry.name);
    const extra = entry.extra ?? Buffer.alloc(0);
    const offset = entry.offset ?? at;
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(entry.flags ?? 0x800, 2);
    shared.writeUInt16LE(entry.method ?? (entry.store ? 0 : 8), 4);
    shared.writeUInt16LE(entry.time ?? 0x6000, 6);
    shared.writeUInt16LE(entry.date ?? 0x5b06, 8);
    shared.writeUInt32LE(entry.crc ?? crc32(data), 10);
    shared.writeUInt32LE(entry.compressed ?? body.length, 14);
    shared.writeUInt32LE(entry.size ?? data.length, 18);
    shared.writeUInt16LE(name.length, 22);
    shared.writeUInt16LE(extra.length, 24);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((entry.mode ?? 0) << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([signature(0x02014b50), Buffer.from([20, 3]), shared, tail, name, extra]));
    if (entry.offset === undefined) put(Buffer.concat([signature(0x04034b50), shared, name, extra, body]));
  }
  const start = at;
  for (const one of central) put(one);
  const count = options.count ?? entries.length;
  const size = at - start;
  if (options.zip64) {
    const record = Buffer.alloc(52);
    record.writeBigUInt64LE(44n, 0);
    record.writeBigUInt64LE(BigInt(count), 20);
    record.writeBigUInt64LE(BigInt(count), 28);
    record.writeBigUInt64LE(BigInt(size), 36);
    record.writeBigUInt64LE(BigInt(start), 44);
    const locator = Buffer.alloc(16);
    locator.writeBigUInt64LE(BigInt(at), 4);
    locator.writeUInt32LE(1, 12);
    put(Buffer.concat([signature(0x06064b50), record]));
    put(Buffer.concat([signature(0x07064b50), locator]));
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(options.zip64 ? 0xffff : count, 4);
  end.writeUInt16LE(options.zip64 ? 0xffff : count, 6);
  end.writeUInt32LE(options.zip64 ? 0xffffffff : size, 8);
  end.writeUInt32LE(options.zip64 ? 0xffffffff : start, 12);
  put(Buffer.concat([signature(0x06054b50), end]));
  return Buffer.concat(pieces);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
