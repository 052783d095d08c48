import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { moveHead } from '../git/commit.ts';
import { type IndexEntry, refreshEntries, updateIndex } from '../git/index-file.ts';
import type { Objects } from '../git/objects.ts';
import { writeObjects } from '../git/write-objects.ts';
import { carryIndex, carryWork, stagedFor } from './carry.ts';
import { lockIndex, type LockedIndex } from './index-lock.ts';
import { dropNote, type Note, writeNote } from './note.ts';
import type { OwnFile, Skipped } from './versions.ts';
import { type ChangeProject, gitPath } from './project.ts';
import type { OnStep } from './steps.ts';

/** Changes with every write of the index. */
export async function indexStamp(project: ChangeProject): Promise<string> {
  const info = await stat(join(project.repo.gitDir, 'index')).catch(() => undefined);
  return info ? `${info.ino} ${info.size} ${info.mtimeMs} ${info.ctimeMs}` : 'none';
}

export type Landed =
  | { readonly landed: true; readonly skipped: readonly Skipped[] }
  | { readonly landed: false; readonly why: 'lost' }
  | { readonly landed: false; readonly why: 'index-locked' | 'ref-locked'; readonly lock: string }
  | { readonly landed: false; readonly why: 'failed'; readonly detail: string };

export interface Landing {
  readonly files: readonly OwnFile[];
  /** What was staged, and the stamp of the index when that was read. */
  readonly entries: readonly IndexEntry[];
  readonly stamp: string;
  readonly note: Extract<Note, { kind: 'commit' }>;
  readonly wait: number;
  readonly onStep: OnStep;
}

/**
 * Moves the branch to a commit that is ready, and brings index and work tree along. The index is locked
 * before the branch moves and until all three agree, so that git never sees one without the other; a
 * killed run leaves the note from which the next one goes on.
 */
export async function land(project: ChangeProject, objects: Objects, landing: Landing): Promise<Landed> {
  const { note, onStep } = landing;
  const locked = await lockIndex(project, landing.wait);
  if (!locked) return { landed: false, why: 'index-locked', lock: join(project.repo.gitDir, 'index.lock') };
  try {
    await onStep('index-locked');
    const fresh = (await indexStamp(project)) === landing.stamp;
    const entries = fresh ? landing.entries : await stagedFor(project, landing.files);
    const [prepared] = await Promise.all([
      prepareIndex(project, objects, locked, landing.files, entries),
      writeNote(project, note),
    ]);
    await onStep('noted');
    const refused = await moveHead(project.repo, note.from, note.to, `commit: ${note.message.subject}`);
    if (refused) {
      await dropNote(project);
      if (refused.why === 'locked') return { landed: false, why: 'ref-locked', lock: refused.file };
      return refused.why === 'lost'
        ? { landed: false, why: 'lost' }
        : { landed: false, why: 'failed', detail: refused.stderr };
    }
    await onStep('moved');
    return { landed: true, skipped: await follow(project, locked, landing.files, entries, prepared, onStep) };
  } finally {
    await locked.release();
  }
}

type PreparedIndex = Awaited<ReturnType<typeof carryIndex>>;

/** The new index, made in the copy. */
export async function prepareIndex(
  project: ChangeProject,
  objects: Objects,
  locked: LockedIndex,
  files: readonly OwnFile[],
  entries: readonly IndexEntry[],
): Promise<PreparedIndex> {
  const [carried] = await Promise.all([carryIndex(project, objects, files, entries), locked.prepare()]);
  await Promise.all([
    writeObjects(project.repo, carried.blobs),
    updateIndex(project.repo, locked.copy, carried.changes),
  ]);
  return carried;
}

/** Work tree first, then the index: an entry is right about a file only once the file is there. */
export async function follow(
  project: ChangeProject,
  locked: LockedIndex,
  files: readonly OwnFile[],
  entries: readonly IndexEntry[],
  carried: PreparedIndex,
  onStep: OnStep,
): Promise<Skipped[]> {
  const work = await carryWork(project, files, entries);
  await onStep('work-tree');
  const touched = new Set([...work.written, ...work.same]);
  const listed = files.filter(({ path }) => touched.has(path) && (carried.oids.get(path) ?? '') !== '');
  await refreshEntries(
    project.repo,
    locked.copy,
    listed.map(({ path }) => gitPath(project, path)),
  );
  if (carried.changes.length > 0 || listed.length > 0) await locked.replace();
  await onStep('index');
  await locked.release();
  await onStep('unlocked');
  await dropNote(project);
  return [...carried.skipped, ...work.skipped];
}
