import { applyPlan, applyPlanOn } from '../change/apply.ts';
import { applyDiagnostics, notCommittedArgs } from '../change/tell.ts';
import type { ApplyOptions } from '../change/commit-plan.ts';
import type { ApplyResult } from '../change/result.ts';
import type { Diagnostic } from '../fault/diagnostic.ts';
import type { Who } from '../identity/whoami.ts';
import type { Item } from '../work/row.ts';
import { toRow, toRowFully } from '../work/to-row.ts';
import type { World } from '../world.ts';
import type { Telemetry } from './compose.ts';
import type { Ground } from './ground.ts';
import type { Guard } from '../secrets/guard.ts';
import type { Judged } from './judge.ts';
import { giveBack } from './take-id.ts';
import { planHandoff, type SessionChange } from './plan.ts';
import { NOT_PUSHED, type Pushed } from './pushed.ts';
import { unknownPeople } from './unknown-people.ts';
import type { HandoffRequest, HandoffResult, HandoffTools } from './request.ts';

/** A session that is ready to be written. */
export interface Ready {
  readonly who: Who;
  readonly about: {
    readonly id: string;
    readonly path: string;
    readonly title: string;
    readonly text: string;
    readonly commits: number;
    readonly telemetry: Telemetry;
  };
  readonly judged: Judged;
  /** Undefined when everything about the record is committed already. */
  readonly change: SessionChange | undefined;
  readonly guard: Guard;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Steps 4 to 8: writes, commits, pushes, gives the claim back, and says what came of it. `moved` when something
 * else has landed here since the ground was looked at: then nothing has happened.
 */
export async function land(
  ground: Ground,
  world: World,
  request: HandoffRequest,
  tools: HandoffTools,
  ready: Ready,
): Promise<HandoffResult | 'moved'> {
  const { about, change, guard, who } = ready;
  const { id, path } = about;
  if (request.dryRun) {
    const { dryRun } = await import('./dry-run.ts');
    const { plan, exit } = await dryRun(ground, change, guard);
    return resultOf(ground, ready, {
      commit: null,
      exit: ready.judged.blocks ? 1 : exit,
      ...(plan ? { plan } : {}),
    });
  }
  const finish = async (
    commit: string | null,
    leftAlone: readonly string[],
    told: readonly Diagnostic[],
  ): Promise<HandoffResult> => {
    const pushed = request.push ? await pushSaying(ground, world, tools, ready) : NOT_PUSHED;
    await giveBack(ground.project, who, id);
    const now = commit === null ? null : pushed.commitNow(commit);
    const diagnostics = [...told, ...pushed.diagnostics];
    return resultOf(
      ground,
      ready,
      { commit: now, exit: 0, leftAlone, push: pushed.outcome, diagnostics },
      pushed.renumbered,
    );
  };
  if (change === undefined) {
    return finish(null, [], [{ code: 'handoff-done', severity: 'info', args: { id, path } }]);
  }
  // A secret in the record, and a broken invariant that blocks, are known before anything is committed.
  const secret = hasSecret(guard);
  const { blocks } = ready.judged;
  tools.say?.('Committing');
  const options: ApplyOptions = {
    commit: request.commit && !secret && !blocks,
    hooks: ground.project.config.handoff.git_hooks,
    status: ground.status,
    derive: ground.derive,
    objects: ground.objects,
    inspect: guard.inspect,
  };
  // What a new record says of its session is true of the ground that it was looked up on. A correction takes
  // nothing from there.
  const plan = planHandoff(change);
  const applied =
    change.kind === 'new' || change.takesOver
      ? await applyPlanOn(ground.footing, ground.project, world, plan, options)
      : await applyPlan(ground.project, world, plan, options);
  if (!applied) return 'moved';
  const reason = secret ? 'refused' : blocks ? 'invariant' : applied.notCommitted?.reason;
  const told = tellOf(applied, reason, id, path);
  if (applied.commit !== null || reason === 'nothing') return finish(applied.commit, applied.leftAlone, told);
  return resultOf(ground, ready, {
    commit: null,
    leftAlone: applied.leftAlone,
    diagnostics: told,
    exit: reason === 'asked' ? 0 : 1,
    ...(reason === undefined ? {} : { notCommitted: reason }),
  });
}

const hasSecret = (guard: Guard): boolean => guard.diagnostics().some(({ code }) => code === 'secret');

async function pushSaying(
  ground: Ground,
  world: World,
  tools: HandoffTools,
  { who, about }: Ready,
): Promise<Pushed> {
  tools.say?.('Pushing');
  const { push } = await import('./push.ts');
  return push(ground, world, who, about.id);
}

async function resultOf(
  { operators }: Pick<Ground, 'operators'>,
  { who, about, guard, judged, diagnostics }: Ready,
  came: Pick<HandoffResult, 'commit' | 'exit'> & Partial<HandoffResult>,
  renumbered?: { readonly from: string; readonly to: string; readonly path: string },
): Promise<HandoffResult> {
  const { id, path, title, text, commits, telemetry } = about;
  const waiting = await waitingIn(path, text);
  const unknown = unknownPeople(waiting, operators, { id, path, me: who.slug });
  return {
    id: renumbered?.to ?? id,
    path: renumbered?.path ?? path,
    title,
    who,
    telemetry,
    invariants: judged.held,
    commits,
    push: NOT_PUSHED.outcome,
    leftAlone: [],
    ...came,
    waiting,
    diagnostics: [...diagnostics, ...unknown, ...guard.diagnostics(), ...(came.diagnostics ?? [])],
  };
}

/** What a person has to know of the commit that is there, or is not. */
function tellOf(
  applied: ApplyResult,
  reason: HandoffResult['notCommitted'],
  id: string,
  path: string,
): Diagnostic[] {
  // Why a record is not committed comes with how to finish this handoff, which the change room cannot know.
  const told = applyDiagnostics(applied).filter(({ code }) => code !== 'not-committed');
  if (reason === 'nothing') {
    told.push({ code: 'handoff-unchanged', severity: 'info', args: { id, path } });
  } else if (reason !== undefined && reason !== 'asked') {
    const why = reason === 'invariant' ? { reason } : notCommittedArgs({ ...applied.notCommitted, reason });
    told.push({ code: 'handoff-not-committed', severity: 'error', args: { ...why, id, path } });
  }
  return told;
}

async function waitingIn(path: string, text: string): Promise<Item[]> {
  const row = toRow(path, 'session', text) ?? (await toRowFully(path, 'session', text));
  return (row.waiting ?? []).filter(({ open }) => open);
}
