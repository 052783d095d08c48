import { CanonError } from '../../fault/error.ts';
import { safeLine } from '../../text/safe.ts';
import type { Project } from '../../store/project.ts';
import type { RowSet } from '../../store/row-set.ts';
import { workable } from '../../work/choose-workstream.ts';
import { planNamer, progressText } from '../../work/progress.ts';
import type { Row } from '../../work/row.ts';
import { pathsOf, resolveRef } from '../ref.ts';
import { workstreamRow } from './workstream.ts';

/** A workstream to go on with, and the plan it was found by. */
export interface NamedNext {
  readonly row: Row;
  readonly plan: Row | undefined;
}

/**
 * The workstream that a reference names; of a plan the one to go on with, the operator's own first.
 * @throws E_NEXT_PLAN where none of a plan's can be gone on with, and what `resolveRef` throws
 */
export function namedNext(
  project: Project,
  rows: RowSet,
  {
    cwd,
    ref,
    operator,
  }: { readonly cwd: string; readonly ref: string; readonly operator: string | undefined },
): NamedNext {
  try {
    return { row: workstreamRow(project, rows, cwd, ref), plan: undefined };
  } catch (error) {
    const plan = planInstead(project, rows, cwd, ref, error);
    if (plan === undefined) throw error;
    const planOf = planNamer(rows.all());
    const streams = rows
      .having('kind', 'workstream')
      .filter((row) => row.plan !== undefined && planOf(row.plan) === plan.id);
    const all = rows.having('kind', 'workstream');
    const open = workable(all).filter((row) => streams.includes(row));
    const row = open.find(({ owner }) => owner === operator) ?? open[0];
    if (row) return { row, plan };
    const names = streams.map((one) =>
      safeLine([one.id, one.status ?? '', progressText(one.progress)].filter(Boolean).join('  ')),
    );
    throw new CanonError('E_NEXT_PLAN', {
      path: plan.path,
      data: { plan: safeLine(plan.id), workstreams: names },
    });
  }
}

/** The plan that is meant where no workstream is: of several workstreams that begin like it, it goes first by its id. */
function planInstead(
  project: Project,
  rows: RowSet,
  cwd: string,
  ref: string,
  error: unknown,
): Row | undefined {
  if (!(error instanceof CanonError)) return undefined;
  const plans = rows.having('kind', 'plan');
  if (error.code === 'E_REF_AMBIGUOUS') return plans.find(({ id }) => id === ref);
  if (error.code !== 'E_REF_UNKNOWN') return undefined;
  try {
    return resolveRef(ref, plans, pathsOf(project, cwd, ref));
  } catch {
    return undefined;
  }
}
