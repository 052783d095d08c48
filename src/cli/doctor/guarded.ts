import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import { CanonError } from '../../fault/error.ts';
import { codeOf } from '../../store/atomic.ts';
import { safeLine } from '../../text/safe.ts';

const LARGEST = 4 << 20;
// A named pipe must not hold the doctor up.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** The text of a file that is not of the project, links followed; undefined for what is no file of some megabytes. */
export function textOutside(file: string): string | undefined {
  let fd: number | undefined;
  try {
    fd = openSync(file, FLAGS);
    const info = fstatSync(fd);
    if (!info.isFile() || info.size > LARGEST) return undefined;
    const bytes = Buffer.alloc(info.size);
    let length = 0;
    while (length < bytes.length) {
      const read = readSync(fd, bytes, length, bytes.length - length, null);
      if (read === 0) break;
      length += read;
    }
    return bytes.toString('utf8', 0, length);
  } catch {
    return undefined;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/**
 * What refuses a part of the examination, told as a finding among others. What no file system says is a fault of canon
 * itself, and thrown on.
 */
export function findingOf(error: unknown): Diagnostic {
  if (error instanceof CanonError) return { ...error.toDiagnostic(), severity: 'error' };
  const reason = codeOf(error);
  if (!/^E[A-Z0-9]+$/.test(reason)) throw error;
  const { path, syscall } = error as NodeJS.ErrnoException;
  const args = { file: safeLine(path ?? ''), reason };
  const writes = ['unlink', 'rm', 'rmdir', 'mkdir', 'write', 'rename'].includes(syscall ?? '');
  return { code: writes ? 'doctor-state-stuck' : 'doctor-state-unreadable', severity: 'error', args };
}
