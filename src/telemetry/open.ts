import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeLocalFolder } from '../store/local.ts';
import { sessionNamed } from './journal.ts';
import { journalFile, journalName } from './journal-name.ts';
import { isTrial } from './trial.ts';

// A journal is one of thousands that were settled long ago. A file in `open/` says by its name that one may hold calls
// which no record has. It is put there after the journal was written to and before what was written is forgotten
// elsewhere, and taken away when somebody has looked and found nothing: there may be one too many, never one too few.

/** Whoever has not come back to a session by then has to ask for it; in milliseconds. */
export const FORGOTTEN = 14 * 24 * 60 * 60_000;

interface Place {
  readonly local: string;
}

const folderOf = ({ local }: Place): string => join(local, 'open');

/**
 * Says that a session's journal has been written to. Where that cannot be said, calls are counted all the same: they
 * are only not missed if nobody hands them off.
 */
export function markOpen(project: Place, session: string): void {
  const file = join(folderOf(project), journalName(session));
  try {
    if (existsSync(file)) return;
    makeLocalFolder(project, folderOf(project));
    writeFileSync(file, '', { flag: 'wx', mode: 0o600 });
  } catch {
    // Somebody else was faster, or the disk is full, or the folder is not ours.
  }
}

/**
 * Says that all which a session's journal held when it was as long as this stands in records. Where it cannot be said
 * (a folder that may not be written to), the next one looks again.
 * @param size bytes
 */
export function settle(project: Place, session: string, size: number): void {
  try {
    rmSync(join(folderOf(project), journalName(session)), { force: true });
    // A fold may have written since, and have found the file still there.
    if (statSync(journalFile(project, session)).size !== size) markOpen(project, session);
  } catch {
    // One too many does no harm.
  }
}

/** All that tells which sessions are open and what their journals hold: the folder, and the journals themselves. */
export const openFiles = (project: Place, since: number): string[] => [
  folderOf(project),
  ...openSessions(project)
    .map((session) => journalFile(project, session))
    .filter((file) => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= since),
];

/** The sessions whose journals may hold calls that no record has. */
export const openSessions = (project: Place): string[] =>
  namesIn(folderOf(project)).flatMap((name) => {
    const session = sessionNamed(project, name);
    return session === undefined || isTrial(session) ? [] : [session];
  });

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
