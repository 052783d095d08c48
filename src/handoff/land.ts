import { applyPlan } from '../change/apply.ts';
import type { Derive } from '../change/plan.ts';
import type { ApplyResult, NotCommitted } from '../change/result.ts';
import type { Diagnostic } from '../fault/diagnostic.ts';
import type { Who } from '../identity/whoami.ts';
import type { Item } from '../work/row.ts';
import { toRow, toRowFully } from '../work/to-row.ts';
import type { World } from '../world.ts';
import type { Telemetry } from './compose.ts';
import type { Ground } from './ground.ts';
import type { Guard } from './guard.ts';
import { giveBack } from './new-session.ts';
import { planHandoff, type SessionChange } from './plan.ts';
import { dryRun } from './dry-run.ts';
import type { HandoffRequest, HandoffResult, HandoffTools, PushOutcome } from './request.ts';

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
  /** Undefined when everything about the record is committed already. */
  readonly change: SessionChange | undefined;
  readonly guard: Guard;
  readonly diagnostics: readonly Diagnostic[];
}

/** Steps 4 to 8: writes, commits, pushes, gives the claim back, and says what came of it. */
export async function land(
  ground: Ground,
  world: World,
  request: HandoffRequest,
  tools: HandoffTools,
  ready: Ready,
): Promise<HandoffResult> {
  const { who, about, change, guard } = ready;
  const { id, path, title, text, commits, telemetry } = about;
  const result = (
    more: Pick<HandoffResult, 'commit' | 'push' | 'leftAlone' | 'exit'> & Partial<HandoffResult>,
    diagnostics: readonly Diagnostic[] = [],
  ): Promise<HandoffResult> =>
    waitingIn(path, text).then((waiting) => ({
      id,
      path,
      title,
      who,
      telemetry,
      commits,
      waiting,
      ...more,
      diagnostics: [...ready.diagnostics, ...guard.diagnostics(), ...diagnostics],
    }));
  const { derive } = ground;

  if (request.dryRun) {
    const { plan, exit } = await dryRun(ground, change, derive, guard);
    return result({ commit: null, push: NOT_PUSHED, leftAlone: [], exit, ...(plan ? { plan } : {}) });
  }
  if (change === undefined) {
    const push = await pushIfAsked(ground, world, request, derive, tools);
    await giveBack(ground, who, id);
    return result({ commit: null, push: push.outcome, leftAlone: [], exit: 0 }, [
      { code: 'handoff-done', severity: 'info', args: { id, path } },
      ...push.diagnostics,
    ]);
  }
  // A secret in the record is known before anything is committed: it is only written.
  const blocked = guard.diagnostics().some(({ code }) => code === 'secret');
  const applied = await applyPlan(ground.project, world, planHandoff(change), {
    commit: request.commit && !blocked,
    hooks: ground.project.config.handoff.git_hooks,
    status: ground.status,
    derive,
    inspect: guard.inspect,
  });
  const reason: NotCommitted | undefined =
    blocked && applied.commit === null ? 'refused' : applied.notCommitted?.reason;
  const told = tellOf(applied, reason, id, path);
  const left = { leftAlone: applied.leftAlone };
  if (applied.commit === null) {
    if (reason === 'nothing') await giveBack(ground, who, id);
    const exit = reason === 'asked' || reason === 'nothing' ? 0 : 1;
    const not = reason === undefined ? {} : { notCommitted: reason };
    return result({ commit: null, push: NOT_PUSHED, ...left, ...not, exit }, told);
  }
  const push = await pushIfAsked(ground, world, request, derive, tools);
  await giveBack(ground, who, id);
  return result({ commit: applied.commit, push: push.outcome, ...left, exit: 0 }, [
    ...told,
    ...push.diagnostics,
  ]);
}

const NOT_PUSHED: PushOutcome = { pushed: false };

async function pushIfAsked(
  ground: Ground,
  world: World,
  request: HandoffRequest,
  derive: Derive,
  tools: HandoffTools,
): Promise<{ outcome: PushOutcome; diagnostics: Diagnostic[] }> {
  void [ground, world, request, derive, tools];
  return { outcome: NOT_PUSHED, diagnostics: [] };
}

/** What a person has to know of the commit that is there, or is not. */
function tellOf(
  applied: ApplyResult,
  reason: NotCommitted | undefined,
  id: string,
  path: string,
): Diagnostic[] {
  const told: Diagnostic[] = [];
  if (applied.finished) {
    const { commit, subject } = applied.finished;
    told.push({
      code: 'handoff-finished-earlier',
      severity: 'info',
      args: { commit: commit.slice(0, 7), subject },
    });
  }
  for (const skipped of applied.skipped) {
    const { why, where } = skipped;
    told.push({ code: 'handoff-left-out', severity: 'warning', path: skipped.path, args: { why, where } });
  }
  if (reason === 'nothing') {
    told.push({ code: 'handoff-unchanged', severity: 'info', args: { id, path } });
  } else if (reason !== undefined && reason !== 'asked') {
    const args = { id, path, reason, detail: applied.notCommitted?.detail ?? '' };
    told.push({ code: 'handoff-not-committed', severity: 'error', args });
  }
  return told;
}

async function waitingIn(path: string, text: string): Promise<Item[]> {
  const row = toRow(path, 'session', text) ?? (await toRowFully(path, 'session', text));
  return (row.waiting ?? []).filter(({ open }) => open);
}
