import { join } from 'node:path';
import { moveHead } from '../git/commit.ts';
import { type IndexEntry, refreshEntries, updateIndex } from '../git/index-file.ts';
import type { Objects } from '../git/objects.ts';
import { writeObjects } from '../git/write-objects.ts';
import { carryIndex, carryWork, stagedFor } from './carry.ts';
import { type IndexCopy, indexCopy, indexStamp, lockIndex, type LockedIndex } from './index-lock.ts';
import { dropNote, type Note, writeNote } from './note.ts';
import type { OwnFile, Skipped } from './versions.ts';
import { type ChangeProject, gitPath } from './project.ts';
import type { OnStep } from './steps.ts';

export type Landed =
  | { readonly landed: true; readonly skipped: readonly Skipped[] }
  | { readonly landed: false; readonly why: 'lost' }
  | { readonly landed: false; readonly why: 'index-locked' | 'ref-locked'; readonly lock: string }
  | { readonly landed: false; readonly why: 'failed'; readonly detail: string };

/** The files that are to land, and for how long the index may be somebody else's. */
export interface Cargo {
  readonly files: readonly OwnFile[];
  /** What was staged, and the stamp of the index from before that was read. */
  readonly entries: readonly IndexEntry[];
  readonly stamp: string;
  readonly wait: number;
}

export interface Landing {
  readonly cargo: Cargo;
  /** An index that was begun while the commit was being written. */
  readonly early: Promise<EarlyIndex | undefined> | undefined;
  readonly note: Extract<Note, { kind: 'commit' }>;
  readonly onStep: OnStep;
  /** What is still to be noted of the commit, done while git looks at the work tree. */
  readonly beside: () => Promise<unknown>;
}

type PreparedIndex = Awaited<ReturnType<typeof carryIndex>>;

/** A new index, ready before the lock is taken: good as long as nobody has written the old one since. */
export interface EarlyIndex {
  readonly copy: IndexCopy;
  readonly carried: PreparedIndex;
}

/** Makes the new index without a lock. Undefined where that fails: under the lock it is tried again. */
export async function prepareEarly(
  project: ChangeProject,
  objects: Objects,
  { files, entries, stamp }: Cargo,
): Promise<EarlyIndex | undefined> {
  if (indexStamp(project) !== stamp) return undefined;
  const copy = indexCopy(project);
  try {
    return { copy, carried: await prepareIndex(project, objects, copy, files, entries) };
  } catch {
    copy.remove();
    return undefined;
  }
}

/**
 * Moves the branch to a commit that is ready, and brings index and work tree along. The index is locked
 * before the branch moves and until all three agree, so that git never sees one without the other; a
 * killed run leaves the note from which the next one goes on.
 */
export async function land(project: ChangeProject, objects: Objects, landing: Landing): Promise<Landed> {
  const { cargo, note, onStep } = landing;
  const { files, stamp } = cargo;
  const early = await landing.early;
  const locked = await lockIndex(project, cargo.wait, early?.copy);
  if (!locked) return { landed: false, why: 'index-locked', lock: join(project.repo.gitDir, 'index.lock') };
  try {
    await onStep('index-locked');
    const fresh = indexStamp(project) === stamp;
    const entries = fresh ? cargo.entries : await stagedFor(project, files);
    const [carried] = await Promise.all([
      fresh && early ? early.carried : prepareIndex(project, objects, locked.copy, files, entries),
      writeNote(project, note),
    ]);
    await onStep('noted');
    const refused = await moveHead(project.repo, note.from, note.to, `commit: ${note.message.subject}`);
    if (refused) {
      dropNote(project);
      if (refused.why === 'locked') return { landed: false, why: 'ref-locked', lock: refused.file };
      return refused.why === 'lost'
        ? { landed: false, why: 'lost' }
        : { landed: false, why: 'failed', detail: refused.stderr };
    }
    await onStep('moved');
    const skipped = await follow(project, locked, { files, entries, carried }, onStep, landing.beside);
    return { landed: true, skipped };
  } finally {
    locked.release();
  }
}

/** The new index, made in the copy. */
export async function prepareIndex(
  project: ChangeProject,
  objects: Objects,
  copy: IndexCopy,
  files: readonly OwnFile[],
  entries: readonly IndexEntry[],
): Promise<PreparedIndex> {
  copy.make();
  const carried = await carryIndex(project, objects, files, entries);
  await Promise.all([
    writeObjects(project.repo, carried.blobs),
    updateIndex(project.repo, copy.path, carried.changes),
  ]);
  return carried;
}

/** Work tree first, then the index: an entry is right about a file only once the file is there. */
export async function follow(
  project: ChangeProject,
  locked: LockedIndex,
  { files, entries, carried }: Pick<Cargo, 'files' | 'entries'> & { readonly carried: PreparedIndex },
  onStep: OnStep = () => {},
  beside: () => Promise<unknown> = () => Promise.resolve(),
): Promise<Skipped[]> {
  const work = await carryWork(project, files, entries);
  await onStep('work-tree');
  const touched = new Set([...work.written, ...work.same]);
  const listed = files.filter(({ path }) => touched.has(path) && (carried.oids.get(path) ?? '') !== '');
  const looked = refreshEntries(
    project.repo,
    locked.copy.path,
    listed.map(({ path }) => gitPath(project, path)),
  );
  const noted = beside();
  // Heard of at the end: index and note do not wait for it.
  noted.catch(() => {});
  await looked;
  if (carried.changes.length > 0 || listed.length > 0) locked.replace();
  await onStep('index');
  locked.release();
  await onStep('unlocked');
  dropNote(project);
  await noted;
  return [...carried.skipped, ...work.skipped];
}
