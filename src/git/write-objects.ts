import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { ObjectFormat, Repo } from './discover.ts';
import type { NewObject } from './object-id.ts';

const TYPES = { commit: 1, tree: 2, blob: 3 } as const;

/** More than these stay together in a pack of their own, as git itself keeps what it fetches (`fetch.unpackLimit`). */
export const MANY = 100;

/**
 * Writes any number of objects with one git process. They go to it as a pack (gitformat-pack(5)), whose
 * objects `unpack-objects` then stores the way the repository wants them (permissions, compression,
 * fsync). What is there already is not written again; bytes are taken as they are, without filters.
 * Many are kept as the pack that they came in: one file that reaches the disk, and not thousands.
 */
export async function writeObjects(repo: Repo, objects: readonly NewObject[]): Promise<void> {
  if (objects.length === 0) return;
  const [args, level] =
    objects.length > MANY ? [['index-pack', '--stdin'], 1] : [['unpack-objects', '-q'], 0];
  await repo.git.run(args, { input: packOf(repo.objectFormat, objects, level) });
}

/** A pack file that holds the objects whole; uncompressed where it lives for the length of a pipe. */
export function packOf(format: ObjectFormat, objects: readonly NewObject[], level = 0): Buffer {
  const header = Buffer.alloc(12);
  header.write('PACK', 'latin1');
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(objects.length, 8);
  const parts: Uint8Array[] = [header];
  for (const { type, bytes } of objects) {
    parts.push(sizeHeader(TYPES[type], bytes.length), deflated(bytes, level));
  }
  const hash = createHash(format);
  for (const part of parts) hash.update(part);
  return Buffer.concat([...parts, hash.digest()]);
}

// Type and size: four bits of the size beside the type, then seven a byte, lowest first.
function sizeHeader(type: number, size: number): Buffer {
  const bytes = [(type << 4) | (size & 15)];
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 0x80;
    bytes.push(rest % 128);
  }
  return Buffer.from(bytes);
}

/**
 * Bytes as a zlib stream. At level 0 of stored blocks: the reader at the other end of the pipe compresses them in its
 * own way, so that compressing them here would be work done twice.
 */
const deflated = (bytes: Uint8Array, level: number): Uint8Array =>
  deflateSync(bytes, { level, chunkSize: bytes.length + (bytes.length >> 8) + 64 });

/** Writes one blob; of a large one no copy is made on the way. */
export async function hashObject(repo: Repo, bytes: Uint8Array): Promise<void> {
  await repo.git.run(['hash-object', '-w', '--no-filters', '--stdin'], { input: bytes });
}

export const hasObject = async (repo: Repo, oid: string): Promise<boolean> =>
  (await repo.git.run(['cat-file', '-e', oid], { ok: [0, 1, 128] })).code === 0;
