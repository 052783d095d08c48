import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { CanonError } from '../fault/error.ts';
import { absent, codeOf } from './atomic.ts';
import { assertUtf8 } from './utf8.ts';

/** The longest file that is read as text: well above any record, far below what a process can hold. */
export const MAX_TEXT = 32 * 1024 * 1024;

interface Root {
  readonly root: string;
  readonly top: string;
}

/**
 * The absolute place of a path that came from a record, a ref or a command line; the file need not be there.
 * @throws E_PATH_OUTSIDE when it names, or leads through a link to, anything outside of the work tree
 */
export function containedPath({ root, top }: Root, path: string): string {
  const outside = (): never => {
    throw new CanonError('E_PATH_OUTSIDE', { path, data: { path } });
  };
  if (path === '' || path.includes('\0') || path.startsWith('/') || /^[A-Za-z]:/.test(path)) return outside();
  // A backslash is a letter of the name on POSIX and a way out on Windows.
  if (sep === '\\' && path.includes('\\')) return outside();
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return outside();
  if (parts.some((part) => part.toLowerCase() === '.git')) return outside();
  const file = join(root, ...parts);
  for (let dir = dirname(file); dir !== root && dir.startsWith(root); dir = dirname(dir)) {
    const real = realOf(dir);
    if (real === undefined) continue;
    if (!isInWorkTree(top, real)) return outside();
    break;
  }
  return file;
}

/** Whether a folder, all links resolved, is one of the work tree; git's own folder in it is none. */
export function isInWorkTree(top: string, real: string): boolean {
  if (real === top) return true;
  const start = top.endsWith(sep) ? top : top + sep;
  return real.startsWith(start) && !real.slice(start.length).toLowerCase().split(sep).includes('.git');
}

const realOf = (path: string): string | undefined => {
  try {
    return realpathSync(path);
  } catch (error) {
    return absent(error);
  }
};

/**
 * The text of a record in the work tree; undefined when it is not there (any more).
 * @throws E_PATH_OUTSIDE, E_FILE_SYMLINK, E_FILE_NOT_REGULAR, E_FILE_NOT_UTF8, E_FILE_TOO_LARGE
 */
export async function readRecord(project: Root, path: string): Promise<string | undefined> {
  const bytes = await readContained(project, path);
  return bytes === undefined ? undefined : assertUtf8(bytes, path);
}

/** The same as bytes. Read at once: a thread takes longer to answer than a record to read. */
export async function readContained(project: Root, path: string): Promise<Buffer | undefined> {
  const file = containedPath(project, path);
  const fd = openPlain(file, path);
  if (fd === undefined) return undefined;
  try {
    const info = fstatSync(fd);
    if (!info.isFile()) throw new CanonError('E_FILE_NOT_REGULAR', { path, data: { path } });
    if (info.size > MAX_TEXT)
      throw new CanonError('E_FILE_TOO_LARGE', { path, data: { path, max: MAX_TEXT } });
    return readFileSync(fd);
  } finally {
    closeSync(fd);
  }
}

// O_NOFOLLOW: between a look and the open, a file may have become a link. O_NONBLOCK: a named pipe
// must not hold the command up.
function openPlain(file: string, path: string): number | undefined {
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  try {
    if (constants.O_NOFOLLOW === undefined && lstatSync(file).isSymbolicLink()) throw linked(path);
    return openSync(file, flags);
  } catch (error) {
    if (['ELOOP', 'EMLINK'].includes(codeOf(error))) throw linked(path, error);
    return absent(error);
  }
}

const linked = (path: string, cause?: unknown): CanonError =>
  new CanonError('E_FILE_SYMLINK', { path, data: { path }, cause });
