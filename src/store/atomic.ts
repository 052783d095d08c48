import {
  closeSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CanonError } from '../fault/error.ts';

// Each step is taken at once: a command waits for all of them, and a turn of a thread for each takes longer.

/** A file's content, in one piece or in several that follow each other. */
export type Content = string | Uint8Array | readonly Uint8Array[];

export interface WriteOptions {
  /** Permissions of a new file, before the umask. A file that is there keeps its own. Default 0o666. */
  readonly mode?: number;
  /** False for what can be made again (a cache): the data need not have reached the disk. */
  readonly durable?: boolean;
}

/**
 * Replaces a file's content so that every reader, and a machine that loses power, finds the old bytes or
 * the new ones and never a mixture: a temporary file beside it (so that the rename stays on one file
 * system), fsync, rename, fsync of the folder. Folders on the way are made.
 * @throws E_WRITE_SYMLINK for a symlink, which a rename would silently replace
 */
export async function atomicWrite(file: string, bytes: Content, options: WriteOptions = {}): Promise<void> {
  const old = lookAt(file);
  if (old?.isSymbolicLink()) throw new CanonError('E_WRITE_SYMLINK', { data: { file } });
  await viaTemporary(file, bytes, options, async (temporary) => {
    if (old) chmodLike(temporary, old.mode);
    await renameOver(temporary, file);
  });
}

/**
 * Creates a file with its whole content, or answers false because the name is taken. Of any number of
 * processes that try at once exactly one succeeds, and nobody sees it half written: the content is
 * written under another name and then linked, which fails where the name exists.
 */
export async function createExclusive(
  file: string,
  bytes: Content,
  options: WriteOptions = {},
): Promise<boolean> {
  return viaTemporary(file, bytes, options, (temporary) => {
    try {
      linkSync(temporary, file);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      // No hard links here (FAT, some network file systems): O_EXCL is still one winner.
      if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(codeOf(error))) throw error;
      return createPlainly(file, bytes, options);
    } finally {
      unlinkOnce(temporary);
    }
  });
}

function createPlainly(file: string, bytes: Content, options: WriteOptions): boolean {
  try {
    fill(file, bytes, options);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

// A dot and `.tmp` keep it out of every listing of records should the process die before the rename.
async function viaTemporary<T>(
  file: string,
  bytes: Content,
  options: WriteOptions,
  use: (temporary: string) => T | Promise<T>,
): Promise<T> {
  const folder = dirname(file);
  const temporary = join(folder, `.${basename(file).slice(0, 80)}.${unique()}.tmp`);
  try {
    try {
      fill(temporary, bytes, options);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      mkdirSync(folder, { recursive: true });
      fill(temporary, bytes, options);
    }
    const result = await use(temporary);
    if (options.durable !== false) syncFolder(folder);
    return result;
  } catch (error) {
    removeQuietly(temporary);
    throw error;
  }
}

// `node:crypto` would cost a command a few milliseconds; O_EXCL takes care of the rest.
const unique = (): string => Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2, 8);

function fill(file: string, bytes: Content, options: WriteOptions): void {
  const fd = openSync(file, 'wx', options.mode ?? 0o666);
  try {
    // Each in one go: `writeFile` would take a large cache half a megabyte at a time.
    const parts =
      typeof bytes === 'string' ? [Buffer.from(bytes)] : bytes instanceof Uint8Array ? [bytes] : bytes;
    for (const part of parts) for (let at = 0; at < part.length;) at += writeSync(fd, part, at);
    if (options.durable !== false) fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function chmodLike(temporary: string, mode: number): void {
  const fd = openSync(temporary, 'r');
  try {
    fchmodSync(fd, mode & 0o7777);
  } catch (error) {
    // Windows and some mounts know no modes.
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EINVAL'].includes(codeOf(error))) throw error;
  } finally {
    closeSync(fd);
  }
}

// Windows refuses to rename over a file that somebody has open; readers have it open for milliseconds.
async function renameOver(from: string, to: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      if (tries === 8 || !['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error))) throw error;
      await pause(2 ** tries);
    }
  }
}

/** Makes new names in a folder survive a power cut. Windows cannot open folders; there it is the file system's job. */
export function syncFolder(folder: string): void {
  let fd: number | undefined;
  try {
    fd = openSync(folder, 'r');
    fsyncSync(fd);
  } catch {
    // Not every file system can sync a folder.
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

// `rmSync` asks three times as much of the system.
function unlinkOnce(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    absent(error);
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // What went wrong before is what is told.
  }
}

function lookAt(file: string): Stats | undefined {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch (error) {
    return absent(error);
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The system's code of an error (`ENOENT`), or the empty text. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** For `catch`: what is not there is undefined; any other failure stays one. */
export function absent(error: unknown): undefined {
  if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined;
  throw error;
}
