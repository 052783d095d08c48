import { CanonError } from '../fault/error.ts';
import { type Committer, committerOf } from '../git/commit.ts';
import { readHead } from '../git/head.ts';
import { type Objects, openObjects, remembering } from '../git/objects.ts';
import type { Status } from '../git/status.ts';
import { createExclusive } from '../store/atomic.ts';
import { followCommit } from '../store/follow-commit.ts';
import type { World } from '../world.ts';
import { build, type BuildOptions } from './build.ts';
import { noteCreated } from './created.ts';
import { groundAt } from './ground.ts';
import { keepPlan } from './kept-plans.ts';
import { indexStamp, land } from './land.ts';
import { dropNote, writeNote } from './note.ts';
import type { OwnFile, Skipped } from './versions.ts';
import type { ChangePlan, PlannedFile } from './plan.ts';
import { type ChangeProject, readWork, targetOf } from './project.ts';
import type { NotCommitted } from './result.ts';
import type { OnStep } from './steps.ts';

export interface ApplyOptions extends Pick<BuildOptions, 'derive' | 'inspect'> {
  /** False leaves the change in the work tree. */
  readonly commit: boolean;
  /** `handoff.git_hooks`: run the repository's pre-commit and commit-msg. Default false. */
  readonly hooks?: boolean;
  /** A status that is being read anyway (before anything is written); it names what is left alone. */
  readonly status?: Promise<Status>;
  /** How long another process may keep git's index, in milliseconds. Default 5,000. */
  readonly indexWait?: number;
  readonly onStep?: OnStep;
  /** A running git that reads objects, where the caller has one; it stays open. */
  readonly objects?: Objects;
}

export type CommitOptions = Omit<ApplyOptions, 'commit' | 'status'>;

/** How often a commit is made anew because somebody else's came first. */
const TRIES = 20;

/** The name of the lock under which a work tree is written to. */
export const lockName = (project: ChangeProject): string => `work-tree-${project.worktreeKey}`;

export interface Done {
  readonly commit: string;
  readonly parent: string | null;
  readonly amended: boolean;
  readonly written: readonly string[];
  /** Files that are the change's from their first line. */
  readonly whole: readonly string[];
  readonly skipped: readonly Skipped[];
}

export type NotDone = { readonly reason: NotCommitted; readonly detail?: string };

/**
 * Commits a plan on the branch that HEAD is on and brings index and work tree along; again from the new
 * HEAD as often as somebody else's commit came first. For a caller that has the work tree's lock.
 */
export async function commitPlan(
  project: ChangeProject,
  world: World,
  plan: ChangePlan,
  options: CommitOptions,
): Promise<Done | NotDone> {
  const by = committerOf(project.repo);
  by.catch(() => {});
  const objects = options.objects ?? remembering(openObjects(project.repo));
  let noted = true;
  try {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const attempt = await commitOnce(project, world, objects, plan, options, by);
      if ('commit' in attempt) noted = false;
      if (!('reason' in attempt) || attempt.reason !== 'lost') return attempt;
    }
    return { reason: 'lost' };
  } finally {
    if (!options.objects) objects.close();
    if (noted) await dropNote(project);
  }
}

async function commitOnce(
  project: ChangeProject,
  world: World,
  objects: Objects,
  plan: ChangePlan,
  options: CommitOptions,
  by: Promise<Committer>,
): Promise<Done | NotDone> {
  const onStep: OnStep = options.onStep ?? (() => {});
  const [head, stamp] = await Promise.all([readHead(project.repo), indexStamp(project)]);
  const { branch } = head;
  if (branch === null) return { reason: 'detached' };
  const isNew = plan.files.some(({ expect }) => expect === 'absent');
  const ground = await groundAt(project, objects, head.oid, plan.amend);
  const built = await build(project, world, objects, ground, plan.commit, plan.files, {
    ...options,
    hooks: options.hooks === true,
    by,
    announce: async (files) => {
      // From here on a killed run is finished by the next one.
      if (isNew) await writeNote(project, { version: 1, kind: 'plan', branch, plan });
      await createNew(project, files);
      await onStep('created');
    },
  });
  if ('reason' in built) return built;
  await onStep('built');
  const files = built.files.flatMap(asPlanned);
  const landed = await land(project, objects, {
    files: built.files,
    entries: built.entries,
    stamp,
    wait: options.indexWait ?? 5000,
    onStep,
    note: {
      version: 1,
      kind: 'commit',
      branch,
      from: head.oid,
      to: built.commit,
      message: plan.commit,
      files,
      amend: ground.amends,
    },
  });
  if (!landed.landed) {
    return { reason: landed.why, ...(landed.detail === undefined ? {} : { detail: landed.detail }) };
  }
  const whole = built.files.filter(({ old }) => old === null).map(({ path }) => path);
  await Promise.all([
    noteCreated(project, new Map(whole.map((path) => [path, null]))),
    keepPlan(project, built.commit, { message: plan.commit, files }, ground.amends ? head.oid : null),
    followCommit(
      project,
      head.oid,
      built.commit,
      built.files.map(({ path, next }) => ({ path, text: next?.text ?? null })),
    ),
  ]);
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
const asPlanned = ({ path, edits, expect, derived }: OwnFile): PlannedFile[] =>
  edits.map((edit) => ({ path, edit, expect, ...(derived ? { derived } : {}) }));

/** Puts new records into the work tree before anything else happens: their place is then theirs. */
async function createNew(project: ChangeProject, files: readonly OwnFile[]): Promise<void> {
  for (const { path, expect, old, next } of files) {
    if (expect !== 'absent' || old !== null || next === null) continue;
    const file = await targetOf(project, path);
    if (await createExclusive(file, next.text)) continue;
    const there = await readWork(file);
    if (there.is === 'file' && there.bytes.equals(Buffer.from(next.text, 'utf8'))) continue;
    throw new CanonError('E_CHANGE_EXISTS', { path, data: { path } });
  }
}
