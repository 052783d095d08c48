import { rm } from 'node:fs/promises';
import { CanonError } from '../fault/error.ts';
import { atomicWrite, createExclusive } from '../store/atomic.ts';
import { readBlobs } from '../git/objects.ts';
import { MANY } from '../git/write-objects.ts';
import { createdHashes, hashOf, noteCreated } from './created.ts';
import { isThere, wholeOf } from './bytes-file.ts';
import { putWholes, type WholeWrite, wholeWrite } from './bytes-write.ts';
import { editAll } from './edit-version.ts';
import { dropWriteNote, writeWriteNote } from './note.ts';
import type { PlannedEdit, PlannedFile, TextEdit } from './plan.ts';
import { type ChangeProject, gitPath, readWork, targetOf, textOf } from './project.ts';
import type { OnStep } from './steps.ts';
import type { Skipped } from './versions.ts';

/** A file of the work tree as it is to be written. */
interface Write {
  readonly path: string;
  readonly edits: readonly TextEdit[];
  /** Null: it is not there, or it is what an earlier run of the same plan made. */
  readonly before: string | null;
  /** Null: it goes. */
  readonly text: string | null;
  /** It holds the text already. */
  readonly same: boolean;
}

/**
 * Makes a plan's edits in the work tree alone, without its derived text: that tells of what is committed,
 * and this is not. All of it is made ready and noted before the first file is written, so that what is
 * refused changes nothing and what is killed is finished by the next run.
 * @throws E_CHANGE_EXISTS where a new record's place is taken, E_CHANGE_PATH
 */
export async function writeOnly(
  project: ChangeProject,
  subject: string,
  planned: readonly PlannedFile[],
  onStep: OnStep = () => {},
): Promise<{ written: string[]; skipped: Skipped[] }> {
  const [{ writes, wholes, skipped }, created] = await Promise.all([
    prepare(project, planned),
    createdHashes(project),
  ]);
  const open = writes.filter(({ same }) => !same);
  // Ahead of all that is noted, and in no note: the same bytes are put there, or are there already, when it is done again.
  const put = await putWholes(project, wholes);
  if (open.length > 0) {
    const files = open.map(({ path, edits, before, text }) => ({
      path,
      edits,
      before: before === null ? null : hashOf(before),
      after: text === null ? null : hashOf(text),
    }));
    await writeWriteNote(project, { version: 1, subject, files });
    await onStep('writes-noted');
  }
  try {
    for (const { path, before, text } of open) {
      await putText(project, path, before, text, open.length <= MANY);
      await onStep('written');
    }
    const mine = writes.filter(({ path, before }) => before === null || created[path] === hashOf(before));
    if (mine.length > 0) await noteCreated(project, new Map(mine.map(({ path, text }) => [path, text])));
  } finally {
    if (open.length > 0) dropWriteNote(project);
  }
  const texts = writes.filter(({ before, text }) => before !== text).map(({ path }) => path);
  return { written: [...texts, ...put], skipped };
}

/**
 * Puts a text where `before` was read, or takes the file away.
 * @param durable false for one of thousands: to wait for the disk with each takes longer than all the rest
 * @throws E_CHANGE_EXISTS where there was nothing and is something now
 */
export async function putText(
  project: ChangeProject,
  path: string,
  before: string | null,
  text: string | null,
  durable = true,
): Promise<void> {
  const file = await targetOf(project, path);
  if (text === null) await rm(file, { force: true });
  else if (before !== null) await atomicWrite(file, text, { durable });
  else if (!(await createExclusive(file, text, { durable }))) {
    throw isThere(path);
  }
}

async function prepare(
  project: ChangeProject,
  planned: readonly PlannedFile[],
): Promise<{ writes: Write[]; wholes: WholeWrite[]; skipped: Skipped[] }> {
  const files = new Map<string, { edits: PlannedEdit[]; expect: PlannedFile['expect'] }>();
  for (const { path, edit, expect, derived } of planned) {
    if (derived) continue;
    const known = files.get(path);
    if (known) known.edits.push(edit);
    else files.set(path, { edits: [edit], expect });
  }
  const writes: Write[] = [];
  const wholes: WholeWrite[] = [];
  const skipped: Skipped[] = [];
  for (const [path, { edits, expect }] of files) {
    const whole = wholeOf(edits);
    const texts = edits as readonly TextEdit[];
    const result = whole
      ? await wholeWrite(project, path, whole, expect)
      : await prepareOne(project, path, texts, expect);
    if ('why' in result) skipped.push({ path, where: 'work-tree', ...result });
    else if ('whole' in result) wholes.push(result);
    else writes.push({ path, edits: texts, ...result });
  }
  return { writes, wholes, skipped };
}

async function prepareOne(
  project: ChangeProject,
  path: string,
  edits: readonly TextEdit[],
  expect: PlannedFile['expect'],
): Promise<Pick<Write, 'before' | 'text' | 'same'> | WholeWrite | Pick<Skipped, 'why' | 'code'>> {
  const work = await readWork(await targetOf(project, path));
  if (work.is === 'other') return { why: 'not-a-file' };
  const before = work.is === 'file' ? textOf(work.bytes) : null;
  if (before === undefined) {
    const last = edits.at(-1);
    return last?.op === 'remove' ? wholeWrite(project, path, last, expect) : { why: 'not-utf8' };
  }
  if (before === null && expect === 'present') return { why: 'missing' };
  let text: string | null;
  try {
    text = await editAll(edits, before, before);
  } catch (error) {
    return { why: 'unreadable', ...(error instanceof CanonError ? { code: error.code } : {}) };
  }
  if (text === null) {
    if (before === null) return { before, text, same: true };
    // Nothing is removed without a commit that has it: the work tree may be the only place it is in.
    return (await isCommitted(project, path, before))
      ? { before, text, same: false }
      : { why: 'uncommitted' };
  }
  if (text === before) return { before: expect === 'absent' ? null : before, text, same: true };
  if (before !== null && expect === 'absent') {
    throw isThere(path);
  }
  return { before, text, same: false };
}

/** Whether HEAD has a file as it lies here, but for line ends that git makes others of. */
async function isCommitted(project: ChangeProject, path: string, text: string): Promise<boolean> {
  const [bytes] = await readBlobs(project.repo, [`HEAD:${gitPath(project, path)}`]);
  const have = bytes?.toString('utf8');
  return have !== undefined && [text, text.replaceAll('\r\n', '\n')].includes(have);
}
