import { isUtf8 } from 'node:buffer';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { CanonError } from '../fault/error.ts';
import type { World } from '../world.ts';

/** A draft as text, and what to call it when something is wrong in it. */
export interface DraftText {
  /** The path as it was given, or `stdin`. */
  readonly name: string;
  readonly text: string;
}

/** The most bytes a draft may have. */
export const MOST_BYTES = 5 * 1024 * 1024;

/**
 * Reads a draft from a file, or from standard input for `-`. Only a regular file will do: a pipe or a
 * device given by name could block for ever, a folder is a slip.
 * @throws E_DRAFT_UNREADABLE, E_DRAFT_NOT_A_FILE, E_DRAFT_TOO_BIG, E_DRAFT_NOT_UTF8, E_DRAFT_NUL, E_DRAFT_EMPTY
 */
export async function readDraftText(world: Pick<World, 'cwd' | 'stdin'>, source: string): Promise<DraftText> {
  const name = source === '-' ? 'stdin' : source;
  const bytes =
    source === '-' ? await fromStream(world.stdin) : await fromFile(resolve(world.cwd, source), name);
  return { name, text: decode(bytes, name) };
}

async function fromFile(file: string, name: string): Promise<Buffer> {
  const unreadable = (cause: unknown): CanonError =>
    new CanonError('E_DRAFT_UNREADABLE', { path: name, data: { reason: reasonOf(cause) }, cause });
  // Without O_NONBLOCK the open of a FIFO waits for a writer. Windows has neither.
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
  const handle = await open(file, flags).catch((cause: unknown) => {
    throw unreadable(cause);
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) {
      throw new CanonError('E_DRAFT_NOT_A_FILE', { path: name, data: { folder: stat.isDirectory() } });
    }
    // Never more than the limit and one byte, whatever the size said and whoever is still writing.
    const room = Buffer.alloc(Math.min(stat.size, MOST_BYTES) + 1);
    let filled = 0;
    for (;;) {
      const { bytesRead } = await handle.read(room, filled, room.length - filled, filled);
      filled += bytesRead;
      if (bytesRead === 0 || filled === room.length) break;
    }
    return room.subarray(0, filled);
  } catch (cause) {
    if (cause instanceof CanonError) throw cause;
    throw unreadable(cause);
  } finally {
    await handle.close();
  }
}

async function fromStream(stdin: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    chunks.push(bytes);
    size += bytes.length;
    if (size > MOST_BYTES) break;
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Buffer, name: string): string {
  if (bytes.length > MOST_BYTES) {
    const line = lineAt(bytes, MOST_BYTES);
    throw new CanonError('E_DRAFT_TOO_BIG', { path: name, line, data: { most: MOST_BYTES / 1024 / 1024 } });
  }
  if (!isUtf8(bytes)) {
    const { line, column } = firstBadByte(bytes);
    throw new CanonError('E_DRAFT_NOT_UTF8', { path: name, line, column });
  }
  const nul = bytes.indexOf(0);
  if (nul !== -1) throw new CanonError('E_DRAFT_NUL', { path: name, line: lineAt(bytes, nul) });
  const text = bytes.toString('utf8');
  if (/^[\s\uFEFF]*$/.test(text)) throw new CanonError('E_DRAFT_EMPTY', { path: name, line: 1 });
  return text;
}

/** The 1-based line of a byte. */
function lineAt(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at !== -1 && at < offset; at = bytes.indexOf(10, at + 1)) line++;
  return line;
}

/** No byte of a longer UTF-8 sequence is a newline, so that lines can be judged one by one. */
function firstBadByte(bytes: Buffer): { line: number; column: number } {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const stop = bytes.indexOf(10, start);
    const end = stop === -1 ? bytes.length : stop + 1;
    const part = bytes.subarray(start, end);
    if (!isUtf8(part)) {
      const good = [...part.toString('utf8')];
      return { line, column: good.indexOf('\uFFFD') + 1 };
    }
    start = end;
  }
  return { line, column: 1 };
}

function reasonOf(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file';
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be read';
  if (code === 'EISDIR') return 'it is a folder';
  return code ?? (cause instanceof Error ? cause.message : String(cause));
}
