import { createdHashes, hashOf, noteCreated } from './created.ts';
import { editAll } from './edit-version.ts';
import { dropWriteNote, readWriteNote, type WriteNote } from './note.ts';
import { type ChangeProject, readWork, targetOf, textOf } from './project.ts';
import { sweepTemporaries } from './sweep.ts';
import { putText } from './write-only.ts';

type Noted = WriteNote['files'][number];

/**
 * Finishes what a run was writing into the work tree when it was killed; answers what that was. Only a file
 * that it had put there speaks for going on, and what somebody did to a file since has the last word.
 * For a caller that has the work tree's lock.
 */
export async function finishWrites(project: ChangeProject): Promise<string | undefined> {
  const note = await readWriteNote(project);
  if (!note) return undefined;
  await sweepTemporaries(
    project,
    note.files.map(({ path }) => path),
  );
  const now = await Promise.all(note.files.map(({ path }) => textAt(project, path)));
  const hashes = now.map((text) => (typeof text === 'string' ? hashOf(text) : null));
  const reached = note.files.findLastIndex(({ after }, at) => hashes[at] === after);
  if (reached >= 0) {
    const rest = note.files.map((file, at) => ({ file, now: now[at], hash: hashes[at] ?? null }));
    for (const { file, now: text, hash } of rest.slice(reached + 1)) {
      if (text !== undefined) await finishOne(project, file, text, hash);
    }
    await noteOwn(project, note);
  }
  dropWriteNote(project);
  return reached < 0 ? undefined : note.subject;
}

/** An edit by structure can be made in what somebody has edited since; a whole text would undo theirs. */
async function finishOne(
  project: ChangeProject,
  { path, edits, before }: Noted,
  now: string | null,
  hash: string | null,
): Promise<void> {
  if (hash !== before && (now === null || edits.some(({ op }) => op === 'write' || op === 'remove'))) return;
  const text = await editAll(edits, now, now).catch(() => now);
  if (text !== now) await putText(project, path, now, text);
}

/** What is canon's own to commit whole, as `writeOnly` notes it at its end. */
async function noteOwn(project: ChangeProject, note: WriteNote): Promise<void> {
  const created = await createdHashes(project);
  const mine = new Map<string, string>();
  for (const { path, before, after } of note.files) {
    if (before !== null && created[path] !== before) continue;
    const text = await textAt(project, path);
    if (typeof text === 'string' && hashOf(text) === after) mine.set(path, text);
  }
  if (mine.size > 0) await noteCreated(project, mine);
}

/** Null where nothing is, undefined for what is no text. */
async function textAt(project: ChangeProject, path: string): Promise<string | null | undefined> {
  const work = await readWork(await targetOf(project, path));
  if (work.is === 'absent') return null;
  return work.is === 'file' ? textOf(work.bytes) : undefined;
}
