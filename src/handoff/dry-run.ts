import { previewPlan } from '../change/preview.ts';
import type { Ground } from './ground.ts';
import type { Guard } from '../secrets/guard.ts';
import { planHandoff, type SessionChange } from './plan.ts';
import type { HandoffPlan } from './request.ts';

/** The whole plan of a handoff, what is derived included, without touching anything. */
export async function dryRun(
  { project, derive }: Pick<Ground, 'project' | 'derive'>,
  change: SessionChange | undefined,
  guard: Guard,
): Promise<{ plan: HandoffPlan | undefined; exit: 0 | 1 }> {
  if (change === undefined) return { plan: undefined, exit: 0 };
  const planned = planHandoff(change);
  const { amends, files, skipped } = await previewPlan(project, planned, { derive });
  await guard.inspect(
    files.flatMap(({ path, before, after }) => (after === null ? [] : [{ path, text: after, before }])),
  );
  const blocked = guard.diagnostics().some(({ code }) => code === 'secret');
  const { subject, trailers } = planned.commit;
  return {
    plan: {
      commit: { subject, trailers, amends },
      files: files.map(({ path, derived, before, after }) => ({
        path,
        derived,
        action: before === null ? 'create' : after === null ? 'remove' : 'update',
        text: after,
      })),
      skipped: skipped.map(({ path, why }) => ({ path, why })),
    },
    exit: blocked ? 1 : 0,
  };
}
