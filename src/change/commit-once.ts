import type { Committer } from '../git/commit.ts';
import { readHead } from '../git/head.ts';
import type { IndexEntry } from '../git/index-file.ts';
import { lookAtLocks, refLocks } from '../git/lock-file.ts';
import type { Objects } from '../git/objects.ts';
import { MANY } from '../git/write-objects.ts';
import { createExclusive } from '../store/atomic.ts';
import { followCommit } from '../store/follow-commit.ts';
import type { World } from '../world.ts';
import { build, type Built } from './build.ts';
import { refuseOthers } from './bytes-file.ts';
import type { CommitOptions, Done, NotDone } from './commit-plan.ts';
import { noteCreated } from './created.ts';
import { type Ground, groundAt } from './ground.ts';
import { keepPlan } from './kept-plans.ts';
import { indexStamp } from './index-lock.ts';
import { type Cargo, type EarlyIndex, land, type Landing, prepareEarly } from './land.ts';
import { writeNote } from './note.ts';
import type { ChangePlan, PlannedFile } from './plan.ts';
import { type ChangeProject, type KnownFolders, targetOf } from './project.ts';
import type { OnStep } from './steps.ts';
import { isBytes, isText, type OwnFile } from './versions.ts';

/** One try to commit a plan on HEAD's branch; `lost` when somebody else's commit came first. */
export async function commitOnce(
  project: ChangeProject,
  world: World,
  objects: Objects,
  plan: ChangePlan,
  options: CommitOptions,
  by: Promise<Committer>,
): Promise<Done | NotDone> {
  const onStep: OnStep = options.onStep ?? (() => {});
  const stamp = indexStamp(project);
  const head = await readHead(project.repo);
  const { branch } = head;
  if (branch === null) return { reason: 'detached' };
  const fresh = plan.files.filter(({ expect }) => expect === 'absent').length;
  // Thousands are not put there one by one to hold their places: they come with the commit, or not at all.
  const isNew = fresh > 0 && fresh <= MANY;
  const ground = await groundAt(project, objects, head.oid, plan.amend);
  const cargoOf = (files: readonly OwnFile[], entries: readonly IndexEntry[]): Cargo => ({
    files,
    entries,
    stamp,
    wait: options.indexWait ?? 5000,
  });
  let early: Promise<EarlyIndex | undefined> | undefined;
  try {
    const built = await build(project, world, objects, ground, plan.commit, plan.files, {
      ...options,
      hooks: options.hooks === true,
      by,
      announce: async (files, entries) => {
        // From here on a killed run is finished by the next one.
        if (isNew) await writeNote(project, { version: 1, kind: 'plan', branch, plan });
        // Writing a file that is to last stops this process for a while: git is at work by then.
        await new Promise(setImmediate);
        await (isNew ? createNew(project, files) : refuseTaken(project, files));
        await onStep('created');
        // Beside the writing of the commit, unless a hook may still edit the files. Not before the record is there:
        // a run that was killed goes on from then, and clears away the copy that it finds.
        if (fresh > 0 && options.hooks !== true)
          early = prepareEarly(project, objects, cargoOf(files, entries));
      },
    });
    if ('reason' in built) return built;
    await onStep('built');
    const landing = { cargo: cargoOf(built.files, built.entries), early, onStep };
    return await landBuilt(project, objects, plan, { head: head.oid, branch, ground, built, landing });
  } finally {
    // Where it never came to `land`.
    (await early)?.copy.remove();
  }
}

interface Ready {
  readonly head: string | null;
  readonly branch: string;
  readonly ground: Ground;
  readonly built: Built;
  readonly landing: Pick<Landing, 'cargo' | 'early' | 'onStep'>;
}

async function landBuilt(
  project: ChangeProject,
  objects: Objects,
  plan: ChangePlan,
  { head, branch, ground, built, landing }: Ready,
): Promise<Done | NotDone> {
  const files = built.files.flatMap(asPlanned);
  const whole = built.files.filter(({ old }) => old === null).map(({ path }) => path);
  const landed = await land(project, objects, {
    ...landing,
    beside: () =>
      Promise.all([
        noteCreated(project, new Map(whole.map((path) => [path, null]))),
        keepPlan(project, built.commit, { message: plan.commit, files }, ground.amends ? head : null),
        followCommit(
          project,
          head,
          built.commit,
          built.files.filter(isText).map(({ path, next }) => ({ path, text: next?.text ?? null })),
        ),
      ]),
    note: {
      version: 1,
      kind: 'commit',
      branch,
      from: head,
      to: built.commit,
      message: plan.commit,
      files,
      amend: ground.amends,
    },
  });
  if (!landed.landed) {
    if ('lock' in landed) {
      const more = landed.why === 'ref-locked' ? refLocks(project.repo, branch) : [];
      return { reason: landed.why, locks: await lookAtLocks(project.repo, [landed.lock, ...more]) };
    }
    return { reason: landed.why, ...('detail' in landed ? { detail: landed.detail } : {}) };
  }
  return {
    commit: built.commit,
    parent: ground.parents[0] ?? null,
    amended: ground.amends,
    written: built.files.filter(({ old, next }) => old?.oid !== next?.oid).map(({ path }) => path),
    whole,
    skipped: [...built.skipped, ...landed.skipped],
  };
}

/** The edits of a file as they are noted and replayed. */
function asPlanned(file: OwnFile): PlannedFile[] {
  const { path, expect, derived } = file;
  const edits = isText(file) ? file.edits : [file.whole];
  return edits.map((edit) => ({ path, edit, expect, ...(derived ? { derived } : {}) }));
}

/** Puts new records into the work tree before anything else happens: their place is then theirs. */
async function createNew(project: ChangeProject, files: readonly OwnFile[]): Promise<void> {
  // What is no text says by its bytes whose it is, and comes with the commit.
  await refuseTaken(project, files.filter(isBytes));
  for (const { path, expect, old, next } of files.filter(isText)) {
    if (expect !== 'absent' || old !== null || next === null) continue;
    if (await createExclusive(await targetOf(project, path), next.text)) continue;
    await refuseOthers(project, path, next);
  }
}

/**
 * What lies in the places of new files has to be what they will be.
 * @throws E_CHANGE_EXISTS
 */
async function refuseTaken(project: ChangeProject, files: readonly OwnFile[]): Promise<void> {
  const known: KnownFolders = new Map();
  for (const { path, expect, old, next } of files)
    if (expect === 'absent' && old === null && next !== null) await refuseOthers(project, path, next, known);
}
