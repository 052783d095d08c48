import { fstatSync, readSync } from 'node:fs';
import type { World } from '../../world.ts';

/** A payload of the tool events holds whole files; one larger than this is left to its host. */
export const MOST_BYTES = 64 * 1024 * 1024;

/**
 * All of standard input: at once, for `process.stdin` alone costs a hook a tenth of Node's start. Nothing
 * where a person sits at the other end, or where there is more than any host sends.
 */
export async function readStdin(
  world: Pick<World, 'stdin' | 'ownsStdin'>,
  most = MOST_BYTES,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  const keep = (part: Buffer): boolean => {
    parts.push(part);
    size += part.length;
    return size <= most;
  };
  try {
    if (!world.ownsStdin) return await fromStream(world.stdin, keep, parts);
    if (fstatSync(0).isCharacterDevice()) return Buffer.alloc(0);
    for (const part of chunks()) if (!keep(part)) return Buffer.alloc(0);
  } catch (error) {
    // A pipe that somebody made non-blocking: wait for it as streams do.
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return Buffer.alloc(0);
    return await fromStream(world.stdin, keep, parts);
  }
  return Buffer.concat(parts);
}

async function fromStream(
  stream: AsyncIterable<Buffer>,
  keep: (part: Buffer) => boolean,
  parts: readonly Buffer[],
): Promise<Buffer> {
  for await (const part of stream) if (!keep(part)) return Buffer.alloc(0);
  return Buffer.concat(parts);
}

function* chunks(): Generator<Buffer> {
  for (;;) {
    const room = Buffer.allocUnsafe(65_536);
    const filled = readSync(0, room, 0, room.length, null);
    if (filled === 0) return;
    yield room.subarray(0, filled);
  }
}

/** A payload as JSON; undefined where it is none. */
export function parsePayload(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
