import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';

// Local state lies in a folder that others write to as well, and that comes with an archive of a repository. What is
// read there is a file: a link leads out of it, and a named pipe waits for ever for somebody to write.

/** Not set where there are no links of that kind. */
export const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
/** For opening what may be anything. */
export const PLAIN = NO_FOLLOW | (constants.O_NONBLOCK ?? 0);

/** No cache is larger. */
export const MOST_CACHE = 256 << 20;

/** A file of local state as it was read. */
export interface PlainFile {
  readonly text: string;
  readonly mtimeMs: number;
}

/** Reads a regular file of at most so many bytes; undefined for whatever else stands there, or nothing. */
export function readPlain(file: string, most: number): PlainFile | undefined {
  const read = readOpened(file, most);
  return read && { text: read.bytes.toString('utf8'), mtimeMs: read.mtimeMs };
}

/** The same as bytes. */
export const readPlainBytes = (file: string, most: number): Buffer | undefined =>
  readOpened(file, most)?.bytes;

function readOpened(file: string, most: number): { bytes: Buffer; mtimeMs: number } | undefined {
  try {
    if (NO_FOLLOW === 0 && lstatSync(file).isSymbolicLink()) return undefined;
    const fd = openSync(file, constants.O_RDONLY | PLAIN);
    try {
      const info = fstatSync(fd);
      if (!info.isFile() || info.size > most) return undefined;
      const bytes = Buffer.allocUnsafe(info.size);
      let length = 0;
      while (length < bytes.length) {
        const read = readSync(fd, bytes, length, bytes.length - length, null);
        if (read === 0) break;
        length += read;
      }
      return { bytes: bytes.subarray(0, length), mtimeMs: info.mtimeMs };
    } finally {
      closeSync(fd);
    }
  } catch {
    return undefined;
  }
}

/**
 * Writes a small file of local state for its owner alone, in place of whatever stood there but a folder: never
 * through a link. Whoever writes it at the same moment may win, which is an error here (EEXIST).
 */
export function writePlain(file: string, text: string): void {
  rmSync(file, { force: true });
  writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
}

/** The names in a folder of local state; none where there is no folder but a link, or it cannot be read. */
export function plainNames(folder: string): string[] {
  try {
    return lstatSync(folder).isDirectory() ? readdirSync(folder) : [];
  } catch {
    return [];
  }
}
