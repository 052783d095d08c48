import { isAncestor } from '../git/refs.ts';
import { moveHead } from '../git/commit.ts';
import { readHead } from '../git/head.ts';
import { openObjects, remembering, type Objects } from '../git/objects.ts';
import { operationInProgress } from '../git/operation.ts';
import { withLock } from '../store/lock.ts';
import type { World } from '../world.ts';
import { commitPlan, type CommitOptions, lockName } from './commit-plan.ts';
import { stagedFor } from './carry.ts';
import { readCommit } from './ground.ts';
import { lockIndex } from './index-lock.ts';
import { finishWrites } from './finish-writes.ts';
import { follow, prepareIndex } from './land.ts';
import { finishMove } from './move.ts';
import { dropNote, type Note, noteTime, readNote, readWriteNote } from './note.ts';
import { committed, type OwnFile } from './versions.ts';
import type { ChangePlan, PlannedEdit, PlannedFile } from './plan.ts';
import { type ChangeProject, gitPath, readWork, targetOf } from './project.ts';
import { clearRefLocks } from './ref-locks.ts';
import { sweepTemporaries } from './sweep.ts';

type CommitNote = Extract<Note, { kind: 'commit' }>;

/** What an earlier run that was killed had left to do; `commit` is null where it was only to be written. */
export type Finished = { readonly commit: string | null; readonly subject: string };

/**
 * Finishes what a killed run left half done: its commit is on the branch once, and index and work tree
 * agree with it. Answers what that was; undefined when there was nothing (which costs a look at two files).
 */
export async function finishInterrupted(
  project: ChangeProject,
  world: World,
  options: CommitOptions = {},
): Promise<Finished | undefined> {
  const notes = await Promise.all([readNote(project), readWriteNote(project)]);
  if (notes.every((note) => note === undefined)) return undefined;
  return withLock(project, lockName(project), () => finishLocked(project, world, options));
}

/** The same for a caller that has the lock. */
export async function finishLocked(
  project: ChangeProject,
  world: World,
  options: CommitOptions,
): Promise<Finished | undefined> {
  // Files in the work tree alone wait for no branch, and a rebase is when they are written.
  const subject = await finishWrites(project);
  const written = subject === undefined ? undefined : { commit: null, subject };
  return (await finishCommit(project, world, options)) ?? written;
}

async function finishCommit(
  project: ChangeProject,
  world: World,
  options: CommitOptions,
): Promise<Finished | undefined> {
  const note = await readNote(project);
  if (!note) return undefined;
  const [head, operation] = await Promise.all([readHead(project.repo), operationInProgress(project.repo)]);
  // Not the branch it was about, or somebody is in the middle of something: it keeps.
  if (operation !== undefined || head.branch !== note.branch) return undefined;
  if (note.kind !== 'move') {
    const files = note.kind === 'plan' ? note.plan.files : note.files;
    await sweepTemporaries(
      project,
      files.map(({ path }) => path),
    );
  }
  if (note.kind === 'plan') return finishPlan(project, world, note.plan, options);
  await clearRefLocks(project, note, await noteTime(project));
  if (note.kind === 'move') {
    await finishMove(project, note, head.oid);
    return undefined;
  }
  if (head.oid !== null && (await isAncestor(project.repo, note.to, head.oid))) {
    return (await carryOn(project, note, head.oid, options)) ? said(note) : undefined;
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
      return (await carryOn(project, note, now, options)) ? said(note) : undefined;
    }
  }
  // Others have committed since: the same edits again, on top of theirs.
  const files = note.files.filter(({ derived }) => derived !== true);
  const amend = note.amend && note.from !== null ? { amend: note.from } : {};
  return commitAgain(project, world, { commit: note.message, files, ...amend }, options);
}

/** Killed before its commit was ready. Only what it had put into the work tree speaks for going on. */
async function finishPlan(
  project: ChangeProject,
  world: World,
  plan: ChangePlan,
  options: CommitOptions,
): Promise<Finished | undefined> {
  const fresh = plan.files.filter(({ expect }) => expect === 'absent');
  const there = await Promise.all(
    fresh.map(async ({ path, edit }) => {
      const work = await readWork(await targetOf(project, path));
      return work.is === 'file' && edit.op === 'write' && work.bytes.equals(Buffer.from(edit.text, 'utf8'));
    }),
  );
  if (there.every(Boolean)) return commitAgain(project, world, plan, options);
  dropNote(project);
  return undefined;
}

async function commitAgain(
  project: ChangeProject,
  world: World,
  plan: ChangePlan,
  options: CommitOptions,
): Promise<Finished | undefined> {
  const done = await commitPlan(project, world, plan, options);
  return 'commit' in done ? { commit: done.commit, subject: plan.commit.subject } : undefined;
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
): Promise<boolean> {
  const running = openObjects(project.repo);
  const objects = remembering(running);
  const locked = await lockIndex(project, options.indexWait ?? 5000);
  try {
    if (!locked) return false;
    const files = await notedFiles(project, objects, note, head);
    const entries = await stagedFor(project, files);
    const carried = await prepareIndex(project, objects, locked.copy, files, entries);
    await follow(project, locked, { files, entries, carried });
    return true;
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
  for (const [path, { file, edits: made }] of edits) {
    const [old, next, current] = await Promise.all(
      [from, to, now].map((commit) =>
        commit ? committed(objects, commit.tree, gitPath(project, path)) : Promise.resolve(null),
      ),
    );
    const readable = [old, next, current].every((version) => typeof version === 'object');
    if (!readable || typeof old !== 'object' || typeof next !== 'object' || typeof current !== 'object')
      continue;
    if (current?.oid !== next?.oid) continue;
    const last = made.at(-1);
    const draft = last?.op === 'write' ? { draft: last.text } : {};
    files.push({
      path,
      edits: made,
      ...draft,
      expect: file.expect,
      derived: file.derived === true,
      old,
      next,
    });
  }
  return files;
}
