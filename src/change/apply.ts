import { readHead } from '../git/head.ts';
import { operationInProgress } from '../git/operation.ts';
import { type Status, status as readStatus } from '../git/status.ts';
import { withLock } from '../store/lock.ts';
import type { World } from '../world.ts';
import { type ApplyOptions, commitPlan, type Done, lockName, type NotDone } from './commit-plan.ts';
import { type Blocked, type Finished, finishLocked } from './finish.ts';
import { type Footing, stillStands } from './footing.ts';
import type { ChangePlan } from './plan.ts';
import { type ChangeProject, projectPath } from './project.ts';
import type { ApplyResult, NotCommitted } from './result.ts';
import { writeOnly } from './write-only.ts';

/**
 * Applies a plan: files into the work tree and, unless told otherwise or in the middle of something, a
 * commit of exactly its own lines on the current branch. Whatever else is staged or edited stays as it is,
 * byte for byte, in the same files, too.
 * @throws E_CHANGE_EXISTS where a new record's place is taken, E_CHANGE_PATH, E_TREE_PATH, E_LOCK_TIMEOUT
 */
export function applyPlan(
  project: ChangeProject,
  world: World,
  plan: ChangePlan,
  options: ApplyOptions,
): Promise<ApplyResult> {
  return withLock(project, lockName(project), async () => {
    const finished = await finishLocked(project, world, options);
    return applyLocked(project, world, plan, options, finished);
  });
}

/**
 * The same for a plan that is only right on the ground it was worked out on: undefined, and nothing has happened,
 * when something else has landed in this work tree since.
 */
export function applyPlanOn(
  footing: Footing,
  project: ChangeProject,
  world: World,
  plan: ChangePlan,
  options: ApplyOptions,
): Promise<ApplyResult | undefined> {
  return withLock(project, lockName(project), async () => {
    // What a killed run had left to do lands first, and is something else.
    const finished = await finishLocked(project, world, options);
    if (!(await stillStands(project, footing))) return undefined;
    return applyLocked(project, world, plan, options, finished);
  });
}

/**
 * Applies a correction of `plan.amend`: in the place of that commit while it is canon's, HEAD, and on no
 * remote branch and no tag; otherwise as a commit of its own.
 */
export const amendPlan = (
  project: ChangeProject,
  world: World,
  plan: ChangePlan & { readonly amend: string },
  options: ApplyOptions,
): Promise<ApplyResult> => applyPlan(project, world, plan, options);

async function applyLocked(
  project: ChangeProject,
  world: World,
  plan: ChangePlan,
  options: ApplyOptions,
  before: Finished | Blocked | undefined,
): Promise<ApplyResult> {
  const dirty = dirtyBefore(project, options.status);
  // Asked early, used late: a failure before then must not go unheard as a second one.
  dirty.catch(() => {});
  const isBlocked = before !== undefined && 'blocked' in before;
  // What is in the way of the killed run's commit is in the way of this one, whose note would take that one's place.
  const outcome =
    isBlocked && options.commit ? before.blocked : await commitUnlessTold(project, world, plan, options);
  const left = await dirty;
  const more = before && !isBlocked ? { finished: before } : {};
  if ('commit' in outcome) {
    const { whole, ...done } = outcome;
    await options.onStep?.('done');
    return { ...done, leftAlone: left.filter((path) => !whole.includes(path)), ...more };
  }
  const { reason, detail, locks } = outcome;
  // What HEAD has already, index and work tree had their chance to have.
  const files = reason === 'nothing' ? [] : plan.files;
  const [{ written, skipped }, head] = await Promise.all([
    writeOnly(project, plan.commit.subject, files, options.onStep),
    readHead(project.repo),
  ]);
  await options.onStep?.('done');
  return {
    commit: null,
    parent: head.oid,
    amended: false,
    written,
    skipped,
    leftAlone: left.filter((path) => !written.includes(path)),
    notCommitted: { reason, ...(detail === undefined ? {} : { detail }), ...(locks ? { locks } : {}) },
    ...more,
  };
}

async function commitUnlessTold(
  project: ChangeProject,
  world: World,
  plan: ChangePlan,
  options: ApplyOptions,
): Promise<Done | NotDone> {
  if (!options.commit) return { reason: 'asked' };
  const reason = await midway(project);
  return reason === undefined ? commitPlan(project, world, plan, options) : { reason };
}

async function midway(project: ChangeProject): Promise<NotCommitted | undefined> {
  const [head, operation] = await Promise.all([readHead(project.repo), operationInProgress(project.repo)]);
  return operation ?? (head.branch === null ? 'detached' : undefined);
}

async function dirtyBefore(project: ChangeProject, given: Promise<Status> | undefined): Promise<string[]> {
  const { entries, untracked } = await (given ??
    readStatus(project.repo, [], { untracked: 'normal', aheadBehind: false }));
  // A file that is staged to go and lies there still is in both.
  const paths = new Set([...entries.map(({ path }) => path), ...untracked]);
  return [...paths].map((path) => projectPath(project, path));
}
