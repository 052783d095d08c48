import { join } from 'node:path';
import { isAncestor } from '../git/refs.ts';
import { moveHead } from '../git/commit.ts';
import { readHead } from '../git/head.ts';
import { lookAtLocks } from '../git/lock-file.ts';
import { openObjects, remembering, type Objects } from '../git/objects.ts';
import { operationInProgress } from '../git/operation.ts';
import { withLock } from '../store/lock.ts';
import type { World } from '../world.ts';
import { versionAt, wholeOf } from './bytes-file.ts';
import { commitPlan, type CommitOptions, lockName, type NotDone } from './commit-plan.ts';
import { stagedFor } from './carry.ts';
import { readCommit } from './ground.ts';
import { lockIndex } from './index-lock.ts';
import { finishWrites } from './finish-writes.ts';
import { follow, prepareIndex } from './land.ts';
import { finishMove } from './move.ts';
import {
  dropNote,
  isInterrupted,
  type Note,
  noteTime,
  readNote,
  setNoteAside,
  takeNoteBack,
  writeNote,
} from './note.ts';
import type { NotCommitted } from './result.ts';
import { type Blob, committed, type OwnFile } from './versions.ts';
import type { ChangePlan, PlannedEdit, PlannedFile, TextEdit } from './plan.ts';
import { type ChangeProject, gitPath, readWork, targetOf } from './project.ts';
import { clearRefLocks } from './ref-locks.ts';
import { sweepTemporaries } from './sweep.ts';

type CommitNote = Extract<Note, { kind: 'commit' }>;

/** What an earlier run that was killed had left to do; `commit` is null where it was only to be written. */
export type Finished = { readonly commit: string | null; readonly subject: string };

/** It is still to be finished: something is in the way that may be gone the next time. */
export interface Blocked {
  readonly blocked: NotDone;
}

/**
 * Finishes what a killed run left half done: its commit is on the branch once, and index and work tree
 * agree with it. Answers what that was; undefined when there was nothing (which costs a look at two files).
 */
export async function finishInterrupted(
  project: ChangeProject,
  world: World,
  options: CommitOptions = {},
): Promise<Finished | undefined> {
  if (!isInterrupted(project)) return undefined;
  const finished = await withLock(project, lockName(project), () => finishLocked(project, world, options));
  return finished && 'blocked' in finished ? undefined : finished;
}

/** The same for a caller that has the lock; whoever would commit next must not where this one could not. */
export async function finishLocked(
  project: ChangeProject,
  world: World,
  options: CommitOptions,
): Promise<Finished | Blocked | undefined> {
  if (!isInterrupted(project)) return undefined;
  // Files in the work tree alone wait for no branch, and a rebase is when they are written.
  const subject = await finishWrites(project);
  const written = subject === undefined ? undefined : { commit: null, subject };
  return (await finishCommit(project, world, options)) ?? written;
}

async function finishCommit(
  project: ChangeProject,
  world: World,
  options: CommitOptions,
): Promise<Finished | Blocked | undefined> {
  const [head, operation] = await Promise.all([readHead(project.repo), operationInProgress(project.repo)]);
  // Somebody is in the middle of something: it keeps.
  if (operation !== undefined || head.branch === null) return undefined;
  const note = await noteFor(project, head.branch);
  if (!note) return undefined;
  if (note.kind !== 'move') {
    const files = note.kind === 'plan' ? note.plan.files : note.files;
    await sweepTemporaries(
      project,
      files.map(({ path }) => path),
    );
  }
  if (note.kind === 'plan') return finishPlan(project, world, note, options);
  await clearRefLocks(project, note, await noteTime(project));
  if (note.kind === 'move') {
    await finishMove(project, note, head.oid);
    return undefined;
  }
  if (head.oid !== null && (await isAncestor(project.repo, note.to, head.oid))) {
    return carryOn(project, note, head.oid, options);
  }
  if (await wasThere(project, note.to)) {
    // It had landed, and somebody has taken it back since.
    dropNote(project);
    return undefined;
  }
  if (head.oid === note.from) {
    await moveHead(project.repo, note.from, note.to, `commit: ${note.message.subject}`);
    // Looked at again even if it did not move: the killed run's own git may have moved it just now.
    const now = (await readHead(project.repo)).oid;
    if (now !== null && (await isAncestor(project.repo, note.to, now))) {
      return carryOn(project, note, now, options);
    }
  }
  // Others have committed since: the same edits again, on top of theirs.
  const files = note.files.filter(({ derived }) => derived !== true);
  const amend = note.amend && note.from !== null ? { amend: note.from } : {};
  return commitAgain(project, world, note, { commit: note.message, files, ...amend }, options);
}

/** The note of the branch that is checked out; one of another waits for it, out of the way. */
async function noteFor(project: ChangeProject, branch: string): Promise<Note | undefined> {
  const note = await readNote(project);
  if (note?.branch === branch) return note;
  if (note) setNoteAside(project, note);
  return takeNoteBack(project, branch);
}

/** Killed before its commit was ready. Only what it had put into the work tree speaks for going on. */
async function finishPlan(
  project: ChangeProject,
  world: World,
  note: Extract<Note, { kind: 'plan' }>,
  options: CommitOptions,
): Promise<Finished | Blocked | undefined> {
  const { plan } = note;
  // Bytes of its own come with the commit; git has them.
  const fresh = plan.files.filter(({ expect, edit }) => expect === 'absent' && edit.op !== 'bytes');
  const found = await Promise.all(
    fresh.map(async ({ path, edit }) => {
      const work = await readWork(await targetOf(project, path));
      if (work.is === 'absent') return 'absent';
      const isOurs =
        work.is === 'file' && edit.op === 'write' && work.bytes.equals(Buffer.from(edit.text, 'utf8'));
      return isOurs ? 'ours' : 'other';
    }),
  );
  if (found.includes('ours') && !found.includes('other')) {
    return commitAgain(project, world, note, plan, options);
  }
  dropNote(project);
  return undefined;
}

/** What may be out of the way the next time; anything else would refuse the same commit again and again. */
const PASSING: ReadonlySet<NotCommitted> = new Set(['lost', 'ref-locked', 'index-locked']);

async function commitAgain(
  project: ChangeProject,
  world: World,
  note: Note,
  plan: ChangePlan,
  options: CommitOptions,
): Promise<Finished | Blocked | undefined> {
  const done = await commitPlan(project, world, plan, options);
  if ('commit' in done) return { commit: done.commit, subject: plan.commit.subject };
  if (!PASSING.has(done.reason)) return undefined;
  await writeNote(project, note);
  return { blocked: done };
}

const said = (note: CommitNote): Finished => ({ commit: note.to, subject: note.message.subject });

async function wasThere(project: ChangeProject, commit: string): Promise<boolean> {
  const { stdout } = await project.repo.git.run(['log', '-g', '--format=%H', 'HEAD', '--'], { ok: [0, 128] });
  return stdout.split('\n').includes(commit);
}

/** The branch has the commit; index and work tree may or may not. The edits can be made twice. */
async function carryOn(
  project: ChangeProject,
  note: CommitNote,
  head: string,
  options: Pick<CommitOptions, 'indexWait'>,
): Promise<Finished | Blocked> {
  const running = openObjects(project.repo);
  const objects = remembering(running);
  const locked = await lockIndex(project, options.indexWait ?? 5000);
  try {
    if (!locked) {
      const locks = await lookAtLocks(project.repo, [join(project.repo.gitDir, 'index.lock')]);
      return { blocked: { reason: 'index-locked', locks } };
    }
    const files = await notedFiles(project, objects, note, head);
    const entries = await stagedFor(project, files);
    const carried = await prepareIndex(project, objects, locked.copy, files, entries);
    await follow(project, locked, { files, entries, carried });
    return said(note);
  } finally {
    locked?.release();
    running.close();
  }
}

/** The noted files that HEAD still has as the commit made them; later commits have had their own say. */
async function notedFiles(
  project: ChangeProject,
  objects: Objects,
  note: CommitNote,
  head: string,
): Promise<OwnFile[]> {
  const [from, to, now] = await Promise.all(
    [note.from, note.to, head].map((oid) => (oid === null ? undefined : readCommit(objects, oid))),
  );
  const edits = new Map<string, { file: PlannedFile; edits: PlannedEdit[] }>();
  for (const file of note.files) {
    const known = edits.get(file.path);
    if (known) known.edits.push(file.edit);
    else edits.set(file.path, { file, edits: [file.edit] });
  }
  const files: OwnFile[] = [];
  const trees = [from, to, now].map((commit) => commit?.tree ?? null);
  for (const [path, { file, edits: made }] of edits) {
    const { expect } = file;
    const versions = async <T>(read: (objects: Objects, tree: string, path: string) => Promise<T>) =>
      Promise.all(trees.map((tree) => (tree === null ? null : read(objects, tree, gitPath(project, path)))));
    const last = made.at(-1);
    let whole = wholeOf(made);
    if (!whole) {
      const [old, next, current] = await versions(committed);
      if (isBlob(old) && isBlob(next) && isBlob(current)) {
        if (current?.oid !== next?.oid) continue;
        const texts = made as readonly TextEdit[];
        const draft = last?.op === 'write' ? { draft: last.text } : {};
        files.push({ path, edits: texts, ...draft, expect, derived: file.derived === true, old, next });
        continue;
      }
      // What is no text can only have been taken away.
      if (last?.op !== 'remove') continue;
      whole = last;
    }
    const [old, next, current] = await versions(versionAt);
    if (old === 'other' || next === 'other' || current === 'other') continue;
    if (old === undefined || next === undefined || current?.oid !== next?.oid) continue;
    files.push({ path, whole, expect, derived: false, old, next });
  }
  return files;
}

const isBlob = (found: Blob | null | undefined | 'other' | 'not-utf8'): found is Blob | null =>
  found !== undefined && typeof found !== 'string';
