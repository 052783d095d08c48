import type { ChangePlan, Derive } from '../change/plan.ts';
import type { Ground } from './ground.ts';
import type { Guard } from './guard.ts';
import { planHandoff, type SessionChange } from './plan.ts';

/** The whole plan of a handoff, what is derived included, without touching anything. */
export async function dryRun(
  { head }: Pick<Ground, 'head'>,
  change: SessionChange | undefined,
  derive: Derive,
  guard: Guard,
): Promise<{ plan: ChangePlan | undefined; exit: 0 | 1 }> {
  if (change === undefined) return { plan: undefined, exit: 0 };
  const plan = planHandoff(change);
  const derived = await derive({ commit: head.oid, files: new Map([[change.path, change.text]]) });
  const blocked = guard.diagnostics().some(({ code }) => code === 'secret');
  return { plan: { ...plan, files: [...plan.files, ...derived] }, exit: blocked ? 1 : 0 };
}
