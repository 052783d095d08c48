import { readFile, rm, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { refLocks } from '../git/lock-file.ts';
import { absent } from '../store/atomic.ts';
import type { ChangeProject } from './project.ts';

// Git moves a branch under two lock files, the branch's and HEAD's. A machine or a terminal that dies in
// that moment takes git along with canon and leaves them behind, and no branch can move any more.

/** How long a lock must stand empty, with nobody filling it, before it is taken for a dead git's. */
const PATIENCE = 300;

/**
 * Removes the locks that the git of a killed run left on the branch it was about to move. A lock is ours
 * when it holds the very commit of the note, or when it is empty, younger than the note, and stays so:
 * anybody else's is left alone. The caller has the work tree's lock, so the run of the note is over.
 */
export async function clearRefLocks(
  project: ChangeProject,
  note: { readonly branch: string; readonly to: string },
  notedAt: number,
): Promise<void> {
  await Promise.all(refLocks(project.repo, note.branch).map((lock) => clear(lock, note.to, notedAt)));
}

async function clear(lock: string, to: string, notedAt: number): Promise<void> {
  const before = await look(lock);
  if (!before) return;
  if (before.text === to) return rm(lock, { force: true });
  if (before.text !== '' || before.changed < notedAt) return;
  await sleep(PATIENCE);
  const after = await look(lock);
  if (after?.text === '' && after.ino === before.ino) await rm(lock, { force: true });
}

async function look(lock: string): Promise<{ text: string; ino: number; changed: number } | undefined> {
  const [info, text] = await Promise.all([stat(lock).catch(absent), readFile(lock, 'utf8').catch(absent)]);
  return info && text !== undefined ? { text: text.trim(), ino: info.ino, changed: info.mtimeMs } : undefined;
}
