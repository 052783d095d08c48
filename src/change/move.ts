import { setTimeout as sleep } from 'node:timers/promises';
import { moveHead, type Refused } from '../git/commit.ts';
import { lockedFile } from '../git/lock-file.ts';
import { updateIndex } from '../git/index-file.ts';
import { diffTrees } from '../git/tree.ts';
import { lockIndex } from './index-lock.ts';
import { dropNote, type Note, writeNote } from './note.ts';
import { type ChangeProject, readWork } from './project.ts';
import { join } from 'node:path';

// Moving branch, index and work tree from one commit to another, as a checkout would: git's own two-way
// merge, which takes along what is staged or edited in other files and refuses to touch a dirty one.

const INDEX_WAIT = 2000;

/** Why the work tree cannot follow from one commit to the other, in git's words; undefined when it can. */
export async function obstacle(
  project: ChangeProject,
  from: string,
  to: string,
): Promise<string | undefined> {
  await project.repo.git.run(['update-index', '-q', '--refresh'], { ok: [0, 1, 128] });
  return twoWay(project, ['-n'], from, to);
}

/** Why nothing moved: what `moveHead` says, or a file in the way, in git's words. */
export type Unmoved = Refused | { readonly why: 'dirty'; readonly stderr: string };

/** Moves all three, if HEAD still is at `from`. Answers why not; nothing has changed then. */
export async function moveTo(
  project: ChangeProject,
  branch: string,
  from: string,
  to: string,
  reason: string,
): Promise<Unmoved | undefined> {
  await writeNote(project, { version: 1, kind: 'move', branch, from, to });
  try {
    const refused = await moveHead(project.repo, from, to, reason);
    if (refused) return refused;
    const stuck = await twoWay(project, [], from, to);
    // Somebody edited one of the files since it was looked at: back to where it was.
    if (stuck === undefined) return undefined;
    await moveHead(project.repo, to, from, `${reason}: taken back`);
    const file = lockedFile(stuck);
    return file === undefined ? { why: 'dirty', stderr: stuck } : { why: 'locked', file };
  } finally {
    dropNote(project);
  }
}

/** Goes on where a killed run left off. */
export async function finishMove(
  project: ChangeProject,
  note: Extract<Note, { kind: 'move' }>,
  head: string | null,
): Promise<void> {
  if (head === note.to) {
    await settle(project, note.from, note.to);
    await twoWay(project, [], note.from, note.to);
  }
  dropNote(project);
}

async function twoWay(
  project: ChangeProject,
  flags: readonly string[],
  from: string,
  to: string,
): Promise<string | undefined> {
  for (let tries = 0; ; tries += 1) {
    // Whoever has the index now is awaited; a lock that a killed canon left is removed.
    (await lockIndex(project, INDEX_WAIT))?.release();
    const { code, stderr } = await project.repo.git.run(['read-tree', ...flags, '-m', '-u', from, to], {
      ok: [0, 1, 128],
    });
    if (code === 0) return undefined;
    if (tries === 3 || !stderr.includes('index.lock')) return stderr.trim();
    await sleep(20 * 2 ** tries);
  }
}

/**
 * The index is written last, so a killed move has files of the new commit under an index of the old one,
 * which git would take for somebody's edits. Those that are the new version get its entry.
 */
async function settle(project: ChangeProject, from: string, to: string): Promise<void> {
  const changes = (await diffTrees(project.repo, from, to)).filter(
    ({ path, newMode }) => newMode.startsWith('100') && !path.includes('\n'),
  );
  const there = await Promise.all(changes.map(({ path }) => readWork(join(project.top, path))));
  const files = changes.filter((_, at) => there[at]?.is === 'file');
  if (files.length === 0) return;
  const { stdout } = await project.repo.git.run(['hash-object', '--stdin-paths'], {
    input: files.map(({ path }) => `${path}\n`).join(''),
  });
  const hashes = stdout.split('\n');
  const done = files.filter(({ newOid }, at) => hashes[at] === newOid);
  const locked = await lockIndex(project, INDEX_WAIT);
  try {
    if (!locked) return;
    locked.copy.make();
    await updateIndex(
      project.repo,
      locked.copy.path,
      done.map(({ path, newMode, newOid }) => ({ path, mode: newMode, oid: newOid })),
    );
    if (done.length > 0) locked.replace();
  } finally {
    locked?.release();
  }
}
