import { applySplit } from '../../change/renumber/apply-split.ts';
import { planSplit, type SplitPlan } from '../../change/renumber/split.ts';
import { noteRenumbered } from '../../handoff/renumbered.ts';
import { anotherId } from '../../identity/another-id.ts';
import type { Who } from '../../identity/whoami.ts';
import { KINDS } from '../../record/kinds.ts';
import { type MetRecords, metRecords } from '../../store/met-records.ts';
import type { Project } from '../../store/project.ts';
import { safeLine } from '../../text/safe.ts';
import { wrapTo } from '../../text/width.ts';
import type { Row } from '../../work/row.ts';
import { areDifferent } from '../../work/same-record.ts';
import type { World } from '../../world.ts';
import type { Outcome } from '../command.ts';
import { changeData, changedText } from '../output/change.ts';
import { leftAlone } from './left-alone.ts';

/** What `renumber` was asked for. */
export interface SplitRequest {
  readonly ref: string;
  /** The reference as paths relative to the project's root, if it can be one. */
  readonly paths: readonly string[];
  readonly to: string | undefined;
  readonly dryRun: boolean;
}

/**
 * Where a merge that is under way has brought two records of the id to one path: gives the younger one a file of its
 * own, and stages both. Undefined where no such conflict is meant.
 */
export async function splitMet(
  project: Project,
  world: World,
  who: Who,
  rows: readonly Row[],
  { ref, paths, to, dryRun }: SplitRequest,
): Promise<Outcome | undefined> {
  const met = (await metRecords(project)).find((one) => isMeant(one, ref, paths));
  if (!met) return undefined;
  const { row } = met.younger;
  const former = new Set(rows.flatMap((one) => (one.kind === row.kind ? (one.aliases ?? []) : [])));
  // It has another id already: a killed run has given it one, or somebody on another branch.
  const begun = rows.find(
    (one) => one.kind === row.kind && one.aliases?.includes(row.id) && !areDifferent(one, row),
  );
  const next =
    begun && to === undefined
      ? { id: begun.id, release: () => Promise.resolve() }
      : await anotherId(project, world, who, row, { to, former, dryRun });
  try {
    const plan = await planSplit(project, rows, met, next.id);
    if (!dryRun) {
      await applySplit(project, plan);
      await noteRenumbered(project, world, [{ from: row.id, to: next.id, path: plan.path }]);
    }
    return {
      data: {
        id: next.id,
        from: row.id,
        path: plan.path,
        ...changeData({ changed: plan.lines, commit: null }),
        staged: dryRun ? [] : plan.files.flatMap(({ path, index }) => (index ? [path] : [])),
        conflicts: plan.conflicts,
        next: goOn(plan),
      },
      diagnostics: leftAlone(plan.left, row.id),
      human: (look) => {
        const subject = `${dryRun ? 'Would do: ' : ''}Renumber ${safeLine(row.id)} as ${next.id}`;
        const end = wrapTo(said(met, plan, dryRun), look.width);
        return [look.bold(subject), ...changedText(plan.lines, look), ...end].join('\n');
      },
    };
  } finally {
    await next.release();
  }
}

function isMeant({ path, younger: { row } }: MetRecords, ref: string, paths: readonly string[]): boolean {
  if (path === ref || paths.includes(path)) return true;
  const [, kind, rest = ''] = /^([a-z]+):(.*)$/s.exec(ref) ?? [];
  const isKind = KINDS.some((one) => one === kind);
  return isKind ? kind === row.kind && rest === row.id : ref === row.id;
}

/** The command with which a person goes on. */
function goOn({ operation }: Pick<SplitPlan, 'operation'>): string {
  return operation === undefined || operation === 'merge' || operation === 'bisect'
    ? 'git commit'
    : `git ${operation} --continue`;
}

function said({ path, older }: MetRecords, plan: SplitPlan, dryRun: boolean): string {
  const whose = older.row.owner === undefined ? '' : ` of ${older.row.owner}`;
  const kept = `${safeLine(path)} ${dryRun ? 'would keep' : 'keeps'} the older record${safeLine(whose)}.`;
  if (dryRun) return kept;
  const first = plan.conflicts.length === 0 ? 'Go' : 'Resolve what else is in conflict, then go';
  return `${kept} Both files are staged, and nothing is committed. ${first} on with \`${goOn(plan)}\`.`;
}
