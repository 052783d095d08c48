import { committerOf } from '../git/commit.ts';
import type { Locks } from '../git/lock-file.ts';
import { type Objects, openObjects, remembering } from '../git/objects.ts';
import type { Status } from '../git/status.ts';
import type { World } from '../world.ts';
import type { BuildOptions } from './build.ts';
import { commitOnce } from './commit-once.ts';
import { dropNote } from './note.ts';
import type { ChangePlan } from './plan.ts';
import type { ChangeProject } from './project.ts';
import type { NotCommitted } from './result.ts';
import type { OnStep } from './steps.ts';
import type { Skipped } from './versions.ts';

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

/** What may be over in a moment: another commit came first, or its git has the branch locked right now. */
const AGAIN: ReadonlySet<NotCommitted> = new Set(['lost', 'ref-locked']);

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

export type NotDone = { readonly reason: NotCommitted; readonly detail?: string; readonly locks?: Locks };

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
  let last: NotDone = { reason: 'lost' };
  try {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const attempt = await commitOnce(project, world, objects, plan, options, by);
      if ('commit' in attempt) noted = false;
      if (!('reason' in attempt) || !AGAIN.has(attempt.reason)) return attempt;
      last = attempt;
    }
    return last;
  } finally {
    if (!options.objects) objects.close();
    if (noted) dropNote(project);
  }
}
