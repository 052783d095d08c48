import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import { codeOf } from '../store/atomic.ts';

/** No payload is that long: a client that writes more is not telling of a call. */
const LARGEST = 256 * 1024 * 1024;
const BLOCK = 1 << 17;

/** A file of the spool as it was read. */
export type SpoolFile =
  | { readonly is: 'text'; readonly text: string; readonly mtimeMs: number }
  | { readonly is: 'gone' }
  /** Not a file of a hook's: left where it is. */
  | { readonly is: 'foreign'; readonly why: string }
  | { readonly is: 'too-large' };

const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
// A named pipe must not hold the fold up.
const FLAGS = constants.O_RDONLY | NO_FOLLOW | (constants.O_NONBLOCK ?? 0);

/**
 * A reader of spool files, one after the other: most fit into one block, and are read and looked at in two calls.
 */
export function spoolReader(): (file: string) => SpoolFile {
  const block = Buffer.allocUnsafeSlow(BLOCK);
  return (file) => {
    let fd: number;
    try {
      if (NO_FOLLOW === 0 && lstatSync(file).isSymbolicLink()) return { is: 'foreign', why: 'link' };
      fd = openSync(file, FLAGS);
    } catch (error) {
      return unopened(codeOf(error));
    }
    try {
      const info = fstatSync(fd);
      if (info.isDirectory()) return { is: 'foreign', why: 'folder' };
      if (!info.isFile()) return { is: 'foreign', why: 'no regular file' };
      if (info.size > LARGEST) return { is: 'too-large' };
      return { is: 'text', text: textIn(fd, info.size, block), mtimeMs: Math.round(info.mtimeMs) };
    } catch (error) {
      return { is: 'foreign', why: codeOf(error) || 'unreadable' };
    } finally {
      closeSync(fd);
    }
  };
}

function unopened(code: string): SpoolFile {
  if (code === 'ENOENT') return { is: 'gone' };
  return { is: 'foreign', why: code === 'ELOOP' || code === 'EMLINK' ? 'link' : code || 'unreadable' };
}

/** The file up to the size it had: what is written to it meanwhile belongs to one that is not complete. */
function textIn(fd: number, size: number, block: Buffer): string {
  const room = size <= block.length ? block : Buffer.allocUnsafeSlow(size);
  let length = 0;
  while (length < size) {
    const read = readSync(fd, room, length, size - length, null);
    if (read === 0) break;
    length += read;
  }
  return room.toString('utf8', 0, length);
}
