import { unlink } from 'node:fs';
import { codeOf } from '../store/atomic.ts';
import type { Project } from '../store/project.ts';
import type { BatchEvent, CallEvent } from './event.ts';
import { foldFailed } from './fold-fault.ts';
import { appendPrinted } from './journal-append.ts';
import { printLine } from './line.ts';
import { markOpen } from './open.ts';

// A batch is what is held in memory, and what a kill makes be done again; for each, every session's journal is
// brought to the disk once.
const MOST_FILES = 1000;
const MOST_CHARACTERS = 32 << 20;
/** Journals that are open at a time: waiting for the disk together they wait little longer than one would. */
const AT_ONCE = 16;

/** Files of the spool that were read, and what is to become of them. */
export interface Batch {
  files: number;
  /** Nothing of them is counted: they only go. */
  readonly idle: string[];
  readonly lines: Line[];
  characters: number;
}

interface Line {
  readonly t: number;
  readonly session: string;
  /** Its file in the spool. */
  readonly name: string;
  readonly text: string;
}

export const newBatch = (): Batch => ({ files: 0, idle: [], lines: [], characters: 0 });

export const isFull = ({ files, characters }: Batch): boolean =>
  files >= MOST_FILES || characters >= MOST_CHARACTERS;

/** Takes a file of which nothing is counted into the batch. */
export function addIdle(batch: Batch, name: string): void {
  batch.files += 1;
  batch.idle.push(name);
}

/** Takes a file's event into the batch as the line it is going to be: all of the payload can then be forgotten. */
export function addEvent(batch: Batch, name: string, session: string, event: CallEvent | BatchEvent): void {
  batch.files += 1;
  batch.lines.push({ t: event.t, session, name, text: printLine(event) });
}

/** What became of a batch. */
export interface Finished {
  /** Files that are gone. */
  readonly gone: number;
  /** What kept a session's journal from being written: its files stay, those of others went. */
  readonly fault: unknown;
}

/**
 * Events to the disk, then the files go: in this order, for each session by itself, so that a journal that cannot be
 * written holds up no other. Threads do it, while the next batch is read.
 * @throws E_FOLD_FAILED where files cannot be removed
 */
export async function finishBatch(
  project: Pick<Project, 'local'>,
  spool: string,
  batch: Batch,
): Promise<Finished> {
  const sessions = new Map<string, Line[]>();
  for (const line of batch.lines.toSorted((a, b) => a.t - b.t)) {
    const lines = sessions.get(line.session);
    if (lines) lines.push(line);
    else sessions.set(line.session, [line]);
  }
  const journals = [...sessions];
  const done = [...batch.idle];
  let fault: unknown;
  for (let at = 0; at < journals.length; at += AT_ONCE) {
    const some = journals.slice(at, at + AT_ONCE);
    const settled = await Promise.allSettled(
      some.map(async ([session, lines]) => {
        await appendPrinted(
          project,
          session,
          lines.map(({ text }) => text),
        );
        // Afterwards: whoever settles the journal at this moment has looked before, or sees that it has grown.
        markOpen(project, session);
        return lines;
      }),
    );
    for (const one of settled) {
      if (one.status === 'rejected') fault ??= one.reason;
      else for (const { name } of one.value) done.push(name);
    }
  }
  return { gone: await removeAll(spool, done), fault };
}

function removeAll(spool: string, names: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    let [open, gone] = [names.length, 0];
    let fault: Error | undefined;
    const settle = (): void => (fault === undefined ? resolve(gone) : reject(fault));
    if (open === 0) settle();
    for (const name of names) {
      unlink(`${spool}/${name}`, (error) => {
        if (error && codeOf(error) !== 'ENOENT') fault ??= foldFailed(`${spool}/${name}`, error);
        else gone += 1;
        open -= 1;
        if (open === 0) settle();
      });
    }
  });
}
