import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { journalName } from './journal.ts';
import { isTrial } from './trial.ts';

// A journal is one of thousands that were settled long ago. A file in `open/` says that one may hold calls which
// no record has; it is put there before the journal is written to, and taken away when somebody has looked and
// found nothing. So there may be one too many, and never one too few.

interface Place {
  readonly local: string;
}

const folderOf = ({ local }: Place): string => join(local, 'open');

/** Says that a session's journal is about to be written to. */
export function markOpen(project: Place, session: string): void {
  const file = join(folderOf(project), journalName(session));
  const make = (): void => writeFileSync(file, session, { flag: 'wx', mode: 0o600 });
  try {
    make();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    mkdirSync(folderOf(project), { recursive: true, mode: 0o700 });
    make();
  }
}

/** Says that all which a session's journal holds stands in records. */
export function markSettled(project: Place, session: string): void {
  rmSync(join(folderOf(project), journalName(session)), { force: true });
}

/** All that tells which sessions are open and what their journals hold: the folder, and the journals themselves. */
export const openFiles = (project: Place): string[] => [
  folderOf(project),
  ...namesIn(folderOf(project)).map((name) => join(project.local, 'journal', `${name}.jsonl`)),
];

/** The sessions whose journals may hold calls that no record has. */
export function openSessions(project: Place): string[] {
  const folder = folderOf(project);
  return namesIn(folder).flatMap((name) => {
    if (isTrial(name)) return [];
    const session = textOf(join(folder, name));
    return session !== undefined && session !== '' && journalName(session) === name ? [session] : [];
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
