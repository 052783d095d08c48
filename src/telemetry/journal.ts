import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  type Stats,
} from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../store/atomic.ts';
import type { JournalLine } from './event.ts';
import { END, isPlain, journalFileName, JOURNALS } from './journal-name.ts';
import { parseLine } from './line.ts';
import { isTrial } from './trial.ts';

interface Place {
  readonly local: string;
}

const NEWLINE = 0x0a;
/** Longer than any line that canon writes: whoever wrote that did not mean it. */
const MAX_LINE = 16 * 1024 * 1024;

const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

/** Is told why a journal that is there cannot be read, or not to its end. */
type OnTrouble = (why: string) => void;

/**
 * The lines of a session's journal, a block of the file at a time; none where there is no journal. One that cannot be
 * read has none either: others are counted all the same.
 */
export function readJournal(project: Place, session: string, onTrouble?: OnTrouble): Generator<JournalLine> {
  return readLines(join(project.local, JOURNALS, journalFileName(session)), onTrouble);
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
export function unreadableJournals(project: Place): UnreadableJournal[] {
  const folder = join(project.local, JOURNALS);
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

/** The session whose journal has this name (without its ending); undefined where none is there that says so. */
export const sessionNamed = ({ local }: Place, name: string): string | undefined =>
  sessionOf(join(local, JOURNALS), name + END);

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
export function journalSessions(project: Place, since = 0): JournalFile[] {
  const folder = join(project.local, JOURNALS);
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
  if (isPlain(plain)) return plain;
  for (const line of readLines(join(folder, name)))
    if (line.e === 'session') return journalFileName(line.id) === name ? line.id : undefined;
  return undefined;
}
