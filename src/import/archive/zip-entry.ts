import type { Readable } from 'node:stream';
import { createInflateRaw, crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { CanonError } from '../../fault/error.ts';
import type { Budget } from './budget.ts';
import { FileFault, type FileTrouble } from './source-file.ts';

const STORED = 0;
const DEFLATED = 8;
const UNIX_TYPE = 0o170000;
const REGULAR = 0o100000;
const FOLDER = 0o040000;
const LINK = 0o120000;

/** Why an entry is not to be read, from what the archive says of it. */
export function entryTrouble(entry: Entry): FileTrouble | undefined {
  const type = (entry.externalFileAttributes >>> 16) & UNIX_TYPE;
  if (type === LINK) return 'link';
  if (type !== 0 && type !== REGULAR && type !== FOLDER) return 'special';
  if (entry.isEncrypted()) return 'encrypted';
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) return 'method';
  return undefined;
}

/**
 * The bytes of an entry, counted as they come out and held against its checksum: neither size in a header is believed.
 * @throws FileFault, E_IMPORT_ARCHIVE_SIZE
 */
export async function* entryBytes(
  zip: ZipFile,
  entry: Entry,
  most: number,
  budget: Budget,
): AsyncGenerator<Buffer, void> {
  let raw: Readable | undefined;
  let out: Readable | undefined;
  let size = 0;
  let sum = 0;
  try {
    raw = await zip.openReadStreamPromise(entry, { decodeFileData: false });
    // One that comes after the last byte was read must not end the process.
    raw.on('error', () => {});
    out = entry.compressionMethod === DEFLATED ? inflated(raw) : raw;
    for await (const piece of out as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > most) throw new FileFault('large');
      budget.spend(piece.length);
      sum = crc32(piece, sum);
      yield piece;
    }
  } catch (error) {
    if (error instanceof FileFault || error instanceof CanonError) throw error;
    throw new FileFault('damaged', error);
  } finally {
    out?.destroy();
    raw?.destroy();
  }
  if (size !== entry.uncompressedSize || sum !== entry.crc32) throw new FileFault('damaged');
}

function inflated(raw: Readable): Readable {
  const inflate = createInflateRaw();
  raw.on('error', (error) => inflate.destroy(error));
  return raw.pipe(inflate);
}
