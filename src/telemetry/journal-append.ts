import { closeSync, constants, fstatSync, fsync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { CanonError } from '../fault/error.ts';
import { codeOf, syncFolder } from '../store/atomic.ts';
import { localFile } from '../store/local.ts';
import type { JournalLine } from './event.ts';
import { isPlain, journalFileName, JOURNALS } from './journal-name.ts';
import { printLine } from './line.ts';

interface Place {
  readonly local: string;
  readonly readOnly?: boolean;
}

const NEWLINE = 0x0a;
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

/**
 * Adds lines to a session's journal; when it returns they have reached the disk. Others may append at the same
 * time: all lines go in one write to a file that is only ever appended to. If it cannot write them all, those that are
 * missing are missing at the end, and the next who comes begins a new line.
 * @throws E_JOURNAL_WRITE
 */
export function appendLines(project: Place, session: string, lines: readonly JournalLine[]): void {
  if (lines.length === 0) return;
  try {
    const written = write(project, session, lines.map(printLine));
    try {
      fsyncSync(written.fd);
    } finally {
      close(written);
    }
  } catch (error) {
    throw unwritten(session, error);
  }
}

/** The same with lines that `printLine` has made; the disk is waited for in a thread. */
export async function appendPrinted(
  project: Place,
  session: string,
  lines: readonly string[],
): Promise<void> {
  try {
    const written = write(project, session, lines);
    try {
      await new Promise<void>((resolve, reject) => {
        fsync(written.fd, (error) => (error ? reject(error) : resolve()));
      });
    } finally {
      close(written);
    }
  } catch (error) {
    throw unwritten(session, error);
  }
}

/** A journal that was written to, and has to reach the disk. */
interface Written {
  readonly fd: number;
  /** The folder, where it has a new name. */
  readonly folder: string | undefined;
}

function write(project: Place, session: string, lines: readonly string[]): Written {
  const file = localFile(project, JOURNALS, journalFileName(session));
  const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | NO_FOLLOW;
  const fd = openSync(file, flags, 0o600);
  try {
    const info = fstatSync(fd);
    if (!info.isFile()) throw new Error('it is no regular file');
    const torn = info.size === 0 ? '' : endsTorn(fd, info.size);
    // A hashed name cannot be read back: each time, for the first may have been torn off.
    const named = info.size === 0 || !isPlain(session) ? printLine({ e: 'session', id: session }) : '';
    const bytes = Buffer.from(torn + named + lines.join(''));
    // Never the rest in a second write: somebody else's lines may stand between the two.
    if (writeSync(fd, bytes) < bytes.length) throw new Error('the disk took only a part');
    return { fd, folder: info.size === 0 ? dirname(file) : undefined };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function close({ fd, folder }: Written): void {
  closeSync(fd);
  if (folder !== undefined) syncFolder(folder);
}

function unwritten(session: string, cause: unknown): CanonError {
  if (cause instanceof CanonError) return cause;
  const data = { file: `${JOURNALS}/${journalFileName(session)}`, reason: codeOf(cause) || String(cause) };
  return new CanonError('E_JOURNAL_WRITE', { data, cause });
}

function endsTorn(fd: number, size: number): string {
  const last = Buffer.alloc(1);
  return readSync(fd, last, 0, 1, size - 1) === 1 && last[0] !== NEWLINE ? '\n' : '';
}
