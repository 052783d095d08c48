import { unlink } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../store/atomic.ts';
import type { Project } from '../store/project.ts';
import type { BatchEvent, CallEvent } from './event.ts';
import { foldFailed } from './fold-fault.ts';
import { appendPrinted } from './journal.ts';
import { printLine } from './line.ts';
import { markOpen } from './open.ts';

// A batch is what is held in memory, and what a kill makes be done again; for each, every session's journal is
// brought to the disk once.
const MOST_FILES = 2000;
const MOST_CHARACTERS = 32 << 20;

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
 * Events to the disk, then the files go: in this order.
 * @returns how many files are gone, when they are
 */
export function finishBatch(project: Pick<Project, 'local'>, spool: string, batch: Batch): Promise<number> {
  const sessions = new Map<string, string[]>();
  for (const { session, text } of batch.lines.toSorted((a, b) => a.t - b.t)) {
    const lines = sessions.get(session);
    if (lines) lines.push(text);
    else sessions.set(session, [text]);
  }
  for (const [session, lines] of sessions) {
    markOpen(project, session);
    appendPrinted(project, session, lines);
  }
  return removeAll(spool, batch.names);
}

/** Removes files in threads, while the next batch is read: it takes as long as reading them. */
function removeAll(spool: string, names: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    let [open, gone] = [names.length, 0];
    let fault: Error | undefined;
    const settle = (): void => (fault === undefined ? resolve(gone) : reject(fault));
    if (open === 0) settle();
    for (const name of names) {
      unlink(join(spool, name), (error) => {
        if (error && codeOf(error) !== 'ENOENT') fault ??= foldFailed(join(spool, name), error);
        else gone += 1;
        open -= 1;
        if (open === 0) settle();
      });
    }
  });
}
