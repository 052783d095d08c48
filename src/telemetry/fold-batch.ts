import { unlink } from 'node:fs';
import { codeOf } from '../store/atomic.ts';
import type { Project } from '../store/project.ts';
import type { BatchEvent, CallEvent } from './event.ts';
import { foldFailed } from './fold-fault.ts';
import { appendPrinted } from './journal.ts';
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
  readonly names: string[];
  readonly lines: { readonly t: number; readonly session: string; readonly text: string }[];
  characters: number;
}

export const newBatch = (): Batch => ({ names: [], lines: [], characters: 0 });

export const isFull = ({ names, characters }: Batch): boolean =>
  names.length >= MOST_FILES || characters >= MOST_CHARACTERS;

/** Takes an event into the batch as the line it is going to be: all of the payload can then be forgotten. */
export function addEvent(batch: Batch, session: string, event: CallEvent | BatchEvent): void {
  batch.lines.push({ t: event.t, session, text: printLine(event) });
}

/**
 * Events to the disk, then the files go: in this order. Threads do it, while the next batch is read.
 * @returns how many files are gone, when they are
 */
export async function finishBatch(
  project: Pick<Project, 'local'>,
  spool: string,
  batch: Batch,
): Promise<number> {
  const sessions = new Map<string, string[]>();
  for (const { session, text } of batch.lines.toSorted((a, b) => a.t - b.t)) {
    const lines = sessions.get(session);
    if (lines) lines.push(text);
    else sessions.set(session, [text]);
  }
  const journals = [...sessions];
  for (let at = 0; at < journals.length; at += AT_ONCE) {
    const some = journals.slice(at, at + AT_ONCE);
    // All are waited for, also when one cannot be written.
    const settled = await Promise.allSettled(
      some.map(([session, lines]) => appendPrinted(project, session, lines)),
    );
    // Afterwards: whoever finds a journal settled at this moment has looked before, or sees that it has grown.
    for (const [session] of some) markOpen(project, session);
    for (const one of settled) if (one.status === 'rejected') throw one.reason;
  }
  return removeAll(spool, batch.names);
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
