import { type Upstream, upstreamOf } from '../git/branch.ts';
import { readHead } from '../git/head.ts';
import { type Operation, operationInProgress } from '../git/operation.ts';
import { fetchBranch, push } from '../git/push.ts';
import { isAncestor } from '../git/refs.ts';
import { withLock } from '../store/lock.ts';
import type { World } from '../world.ts';
import { lockName } from './commit-plan.ts';
import { finishLocked } from './finish.ts';
import { forgetPlans } from './kept-plans.ts';
import type { ChangeProject } from './project.ts';
import type { ReplayOptions } from './remake.ts';
import { replay, type Replayed } from './replay.ts';
import type { Stuck } from './stuck.ts';
import { type Unpushed, unpushedOn, upstreamGone } from './unpushed.ts';

/** `handoff.push`: everything that is canon's or the operator's own, canon's alone, or nothing. */
export type PushPolicy = 'branch' | 'own' | 'never';

export interface PushOptions extends ReplayOptions {
  /** The operator's e-mails: whose ordinary commits may go along. */
  readonly emails: readonly string[];
  /** For everything together, in milliseconds. Default 10,000. */
  readonly timeout?: number;
}

export type NotPushed =
  | 'never'
  | 'detached'
  | Operation
  | 'no-upstream'
  | 'upstream-gone'
  | 'others' // commits that are not ours to publish
  | 'refused' // by the remote
  | 'unreachable'
  | 'timeout'
  | 'contended' // the remote kept moving
  | 'unrelated' // no common history
  | Stuck['stuck'];

export type PushResult = {
  /** `origin/main`; null without an upstream. */
  readonly upstream: string | null;
  /** Set when the commits were put on top of the remote's first: hashes and ids may be new. */
  readonly replayed?: Replayed;
} & (
  | { readonly pushed: true; readonly commits: number }
  | {
      readonly pushed: false;
      readonly reason: NotPushed;
      readonly detail?: string;
      readonly unpushed: readonly Unpushed[];
    }
);

const TRIES = 5;

/**
 * Pushes the current branch to its upstream, as far as the policy allows. When the remote has moved on,
 * the unpushed commits are replayed on top of it. Never forces, never asks; what cannot be pushed without
 * a person stays as it is, and the answer says what and why.
 */
export async function pushBranch(
  project: ChangeProject,
  world: World,
  policy: PushPolicy,
  options: PushOptions,
): Promise<PushResult> {
  const deadline = performance.now() + (options.timeout ?? 10_000);
  const left = (): number => Math.floor(deadline - performance.now());
  let replayed: Replayed | undefined;
  let unpushed: readonly Unpushed[] = [];
  let upstream: Upstream | undefined;
  const answer = (reason: NotPushed, detail?: string): PushResult => ({
    pushed: false,
    reason,
    unpushed,
    upstream: upstream ? nameOf(upstream) : null,
    ...(detail === undefined ? {} : { detail }),
    ...(replayed ? { replayed } : {}),
  });
  if (policy === 'never') return answer('never');
  for (let tries = 0; tries < TRIES; tries += 1) {
    const [head, operation] = await Promise.all([readHead(project.repo), operationInProgress(project.repo)]);
    if (operation !== undefined) return answer(operation);
    if (head.branch === null || head.oid === null)
      return answer(head.branch === null ? 'detached' : 'no-upstream');
    upstream = await upstreamOf(project.repo, head.branch);
    if (!upstream || upstream.remote === '.') return answer('no-upstream');
    if (await upstreamGone(project, upstream)) return answer('upstream-gone');
    unpushed = await unpushedOn(project, upstream, options.emails);
    const ours = (whose: Unpushed['whose']): boolean =>
      whose === 'canon' || (whose === 'operator' && policy === 'branch');
    if (!unpushed.every(({ whose }) => ours(whose))) return answer('others');
    const sent =
      unpushed.length === 0
        ? { state: 'done' as const }
        : await push(project.repo, upstream, head.oid, left());
    if (sent.state === 'done') {
      await forgetPlans(
        project,
        unpushed.map(({ commit }) => commit.oid),
      );
      const more = replayed ? { replayed } : {};
      return { pushed: true, commits: unpushed.length, upstream: nameOf(upstream), ...more };
    }
    if (sent.state !== 'moved') return answer(sent.state, 'detail' in sent ? sent.detail : undefined);
    const fetched = await fetchBranch(project.repo, upstream, left());
    if (fetched.state !== 'done')
      return answer(
        'timeout' === fetched.state ? 'timeout' : 'unreachable',
        'detail' in fetched ? fetched.detail : undefined,
      );
    const result = await withLock(project, lockName(project), () => catchUp(project, world, policy, options));
    if (result === undefined) continue;
    if ('tip' in result) replayed = join(replayed, result);
    else return answer(result.stuck, result.detail);
  }
  return answer('contended');
}

const nameOf = ({ tracking }: Upstream): string => tracking.replace(/^refs\/(?:remotes|heads)\//, '');

/** Under the lock: puts what is unpushed on top of what was fetched. Undefined when there is nothing to do. */
async function catchUp(
  project: ChangeProject,
  world: World,
  policy: PushPolicy,
  options: PushOptions,
): Promise<Replayed | { readonly stuck: NotPushed; readonly detail: string } | undefined> {
  const finished = await finishLocked(project, world, options);
  if (finished && 'blocked' in finished) return { stuck: 'locked', detail: '' };
  const [head, operation] = await Promise.all([readHead(project.repo), operationInProgress(project.repo)]);
  if (operation !== undefined) return { stuck: operation, detail: '' };
  if (head.branch === null || head.oid === null) return { stuck: 'detached', detail: '' };
  const upstream = await upstreamOf(project.repo, head.branch);
  if (!upstream?.oid) return undefined;
  if (await isAncestor(project.repo, upstream.oid, head.oid)) return undefined;
  const unpushed = await unpushedOn(project, upstream, options.emails);
  // Looked at again: after a rewrite of the remote's history, commits of others may be among them.
  const other = unpushed.find(
    ({ whose }) => whose === 'somebody' || (whose === 'operator' && policy === 'own'),
  );
  if (other) return { stuck: 'others', detail: '' };
  return replay(project, unpushed, { branch: head.branch, head: head.oid, onto: upstream.oid }, options);
}

/** Two replays, one after the other, as one. */
function join(first: Replayed | undefined, second: Replayed): Replayed {
  if (!first) return second;
  const commits = Object.fromEntries(
    Object.entries(first.commits).map(([from, to]) => [from, second.commits[to] ?? to]),
  );
  const renumbered = first.renumbered.map((one) => {
    const again = second.renumbered.find(({ from }) => from === one.to);
    return again ? { ...again, from: one.from } : one;
  });
  const since = second.renumbered.filter(({ from }) => !first.renumbered.some(({ to }) => to === from));
  return {
    tip: second.tip,
    commits: { ...second.commits, ...commits },
    renumbered: [...renumbered, ...since],
  };
}
