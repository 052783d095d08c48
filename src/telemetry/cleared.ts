import { rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { localFile } from '../store/local.ts';
import { plainNames, readPlain, writePlain } from '../store/plain-file.ts';
import { journalName } from './journal-name.ts';

// `/clear` ends a host session and starts another in the same breath, and neither names the other. The one that
// ends leaves a note; the one that starts takes it, if it is of the same client (where the host tells its process)
// in the same work tree. Whoever removes the file has it: two terminals that clear at once take one each.

/** So long after an end a start may still be its continuation, in milliseconds. */
const SOON = 60_000;

/** Where a session was cleared, or starts after that. */
export interface Clearing {
  readonly session: string;
  /** Absolute folder of the work tree. */
  readonly worktree: string;
  /** Process id of the client; undefined where the host does not tell. */
  readonly client: string | undefined;
}

const FOLDER = 'cleared';
/** A session's id and the name of a folder. */
const LARGEST = 64 << 10;

/** Notes that a host session was cleared. */
export function noteCleared(project: { readonly local: string }, of: Clearing): void {
  writePlain(localFile(project, FOLDER, journalName(of.session)), JSON.stringify(of));
}

/** The host session that goes on in this one; undefined where none was cleared just now. */
export function takeCleared(
  project: { readonly local: string },
  by: Clearing,
  now: number,
): string | undefined {
  const folder = join(project.local, FOLDER);
  const notes = plainNames(folder)
    .flatMap((name) => readNote(join(folder, name)) ?? [])
    .sort((a, b) => b.at - a.at);
  for (const note of notes) {
    if (Math.abs(now - note.at) > SOON) rmSync(note.file, { force: true });
    else if (goesOn(note.of, by) && remove(note.file)) return note.of.session;
  }
  return undefined;
}

const goesOn = (before: Clearing, after: Clearing): boolean =>
  before.worktree === after.worktree &&
  before.session !== after.session &&
  (before.client === undefined || after.client === undefined || before.client === after.client);

function readNote(file: string): { file: string; at: number; of: Clearing } | undefined {
  const note = readPlain(file, LARGEST);
  if (note === undefined) return undefined;
  try {
    const of = JSON.parse(note.text) as Clearing;
    return typeof of.session === 'string' ? { file, at: note.mtimeMs, of } : undefined;
  } catch {
    return undefined;
  }
}

function remove(file: string): boolean {
  try {
    unlinkSync(file);
    return true;
  } catch {
    return false;
  }
}
