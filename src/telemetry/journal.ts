import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  fsync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CanonError } from '../fault/error.ts';
import { codeOf, syncFolder } from '../store/atomic.ts';
import { localFile } from '../store/local.ts';
import type { JournalLine } from './event.ts';
import { parseLine, printLine } from './line.ts';
import { isTrial } from './trial.ts';

interface Place {
  readonly local: string;
  readonly readOnly?: boolean;
}

const FOLDER = 'journal';
const END = '.jsonl';
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const NEWLINE = 0x0a;
/** Longer than any line that canon writes: whoever wrote that did not mean it. */
const MAX_LINE = 16 * 1024 * 1024;

const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

/** Loaded when a name is none that a file can have, which no host gives: it takes a few milliseconds. */
function sha256(text: string): string {
  const { createHash } = createRequire(import.meta.url)('node:crypto') as typeof import('node:crypto');
  return createHash('sha256').update(text).digest('hex');
}

/** The name of a session's journal. What cannot be one is hashed; `_` keeps those apart from real ids. */
export const journalName = (session: string): string =>
  PLAIN.test(session) ? session : `_${sha256(session).slice(0, 40)}`;

const fileOf = (session: string): string => journalName(session) + END;

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
  const file = localFile(project, FOLDER, fileOf(session));
  const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | NO_FOLLOW;
  const fd = openSync(file, flags, 0o600);
  try {
    const info = fstatSync(fd);
    if (!info.isFile()) throw new Error('it is no regular file');
    const torn = info.size === 0 ? '' : endsTorn(fd, info.size);
    // A hashed name cannot be read back: each time, for the first may have been torn off.
    const named = info.size === 0 || !PLAIN.test(session) ? printLine({ e: 'session', id: session }) : '';
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
  const data = { file: `${FOLDER}/${fileOf(session)}`, reason: codeOf(cause) || String(cause) };
  return new CanonError('E_JOURNAL_WRITE', { data, cause });
}

function endsTorn(fd: number, size: number): string {
  const last = Buffer.alloc(1);
  return readSync(fd, last, 0, 1, size - 1) === 1 && last[0] !== NEWLINE ? '\n' : '';
}

/** Is told why a journal that is there cannot be read, or not to its end. */
type OnTrouble = (why: string) => void;

/**
 * The lines of a session's journal, a block of the file at a time; none where there is no journal. One that cannot be
 * read has none either: others are counted all the same.
 */
export function readJournal(
  project: Pick<Place, 'local'>,
  session: string,
  onTrouble?: OnTrouble,
): Generator<JournalLine> {
  return readLines(join(project.local, FOLDER, fileOf(session)), onTrouble);
}

function* readLines(file: string, onTrouble?: OnTrouble): Generator<JournalLine> {
  const fd = openPlain(file, onTrouble);
  if (fd === undefined) return;
  try {
    for (const text of linesIn(fd, onTrouble)) {
      const line = parseLine(text);
      if (line !== undefined) yield line;
    }
  } finally {
    closeSync(fd);
  }
}

function openPlain(file: string, onTrouble?: OnTrouble): number | undefined {
  try {
    if (NO_FOLLOW === 0 && lstatSync(file).isSymbolicLink()) return void onTrouble?.('link');
    const fd = openSync(file, constants.O_RDONLY | NO_FOLLOW | (constants.O_NONBLOCK ?? 0));
    if (fstatSync(fd).isFile()) return fd;
    closeSync(fd);
    return void onTrouble?.('no regular file');
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    return void onTrouble?.(code === 'ELOOP' || code === 'EMLINK' ? 'link' : code || String(error));
  }
}

/** A journal that is there and not readable. */
export interface UnreadableJournal {
  /** Its name in the folder of journals. */
  readonly file: string;
  readonly why: string;
}

/** The journals that nobody can count: links, folders, somebody else's files, the folder itself. */
export function unreadableJournals(project: Pick<Place, 'local'>): UnreadableJournal[] {
  const folder = join(project.local, FOLDER);
  const found: UnreadableJournal[] = [];
  const note =
    (file: string): OnTrouble =>
    (why) =>
      void found.push({ file, why });
  for (const name of namesIn(folder, note('.'))) {
    if (!name.endsWith(END) || name.startsWith('.')) continue;
    const fd = openPlain(join(folder, name), note(name));
    if (fd === undefined) continue;
    try {
      readSync(fd, Buffer.alloc(1), 0, 1, null);
    } catch (error) {
      note(name)(codeOf(error) || String(error));
    } finally {
      closeSync(fd);
    }
  }
  return found;
}

function* linesIn(fd: number, onTrouble?: OnTrouble): Generator<string> {
  let block = Buffer.allocUnsafe(1 << 16);
  let kept = 0;
  let passOver = false;
  for (;;) {
    if (kept === block.length) {
      if (kept >= MAX_LINE) {
        passOver = true;
        kept = 0;
      } else {
        const larger = Buffer.allocUnsafe(block.length * 2);
        block.copy(larger, 0, 0, kept);
        block = larger;
      }
    }
    let read: number;
    try {
      read = readSync(fd, block, kept, block.length - kept, null);
    } catch (error) {
      // A fault of the disk: what came before it still counts.
      return onTrouble?.(codeOf(error) || String(error));
    }
    const end = kept + read;
    let start = 0;
    for (let at = block.indexOf(NEWLINE, kept); at >= 0 && at < end; at = block.indexOf(NEWLINE, start)) {
      if (!passOver) yield block.toString('utf8', start, at);
      passOver = false;
      start = at + 1;
    }
    if (read === 0) {
      if (end > start && !passOver) yield block.toString('utf8', start, end);
      return;
    }
    block.copy(block, 0, start, end);
    kept = end - start;
  }
}

/** Where a session's journal is, or would be. */
export const journalFile = ({ local }: Pick<Place, 'local'>, session: string): string =>
  join(local, FOLDER, fileOf(session));

/** The session whose journal has this name (without its ending); undefined where none is there that says so. */
export const sessionNamed = ({ local }: Pick<Place, 'local'>, name: string): string | undefined =>
  sessionOf(join(local, FOLDER), name + END);

/** A journal that is there. */
export interface JournalFile {
  /** The host's id of the session. */
  readonly session: string;
  /** Bytes. */
  readonly size: number;
  /** When something was last added to it. */
  readonly mtimeMs: number;
}

/**
 * Every session that has a journal which can be read, the one that was last added to first. Trials of hooks are none.
 * @param since leaves out those that nothing was added to after that time
 */
export function journalSessions(project: Pick<Place, 'local'>, since = 0): JournalFile[] {
  const folder = join(project.local, FOLDER);
  const found: JournalFile[] = [];
  for (const name of namesIn(folder)) {
    if (!name.endsWith(END) || name.startsWith('.') || isTrial(name)) continue;
    const info = readable(join(folder, name), since);
    if (info === undefined) continue;
    const session = sessionOf(folder, name);
    if (session !== undefined) found.push({ session, size: info.size, mtimeMs: info.mtimeMs });
  }
  return found.sort((a, b) => b.mtimeMs - a.mtimeMs || (a.session < b.session ? -1 : 1));
}

function readable(file: string, since: number): Stats | undefined {
  try {
    const info = lstatSync(file);
    if (!info.isFile() || info.mtimeMs < since) return undefined;
    accessSync(file, constants.R_OK);
    return info;
  } catch {
    return undefined;
  }
}

function namesIn(folder: string, onTrouble?: OnTrouble): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') onTrouble?.(codeOf(error) || String(error));
    return [];
  }
}

// The name of a plain one is the id itself: ten thousand journals need not be opened.
function sessionOf(folder: string, name: string): string | undefined {
  const plain = name.slice(0, -END.length);
  if (PLAIN.test(plain)) return plain;
  for (const line of readLines(join(folder, name)))
    if (line.e === 'session') return fileOf(line.id) === name ? line.id : undefined;
  return undefined;
}
