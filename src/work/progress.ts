import { aliasesOf } from './aliases.ts';
import type { Progress, Row } from './row.ts';
import type { Task } from './tasks.ts';

/** How far a list of tasks is. Dropped tasks do not count. */
export function progressOf(tasks: readonly Task[]): Progress {
  const counting = tasks.filter((task) => task.state !== 'dropped');
  const next = counting.find((task) => task.state === 'open');
  return {
    done: counting.filter((task) => task.state === 'done').length,
    total: counting.length,
    ...(next ? { next: { id: next.id, text: next.text } } : {}),
  };
}

/** How far a record is, where it is one that has tasks: a workstream or a plan. */
export type ProgressReader = (row: Pick<Row, 'kind' | 'id' | 'progress'>) => Progress | undefined;

/**
 * Says how far any workstream or plan is: the one place that counts. A workstream's count is that of its own tasks; a
 * plan's is the sum over the workstreams that name it, by its id or by an alias (a live id goes before an alias).
 * Superseded workstreams do not count: what is left of their tasks stands in the one that took their place.
 *
 * @param rows all workstreams and plans there are, in any order; others do not matter
 */
export function progressReader(rows: readonly Row[]): ProgressReader {
  let sums: ReadonlyMap<string, Progress> | undefined;
  return (row) => {
    if (row.kind === 'workstream') return row.progress;
    if (row.kind !== 'plan') return undefined;
    sums ??= planSums(rows);
    return sums.get(row.id) ?? NOTHING;
  };
}

const NOTHING: Progress = { done: 0, total: 0 };

/** The plan that a workstream names, by its id: also where it names it by an alias. */
export function planNamer(rows: readonly Row[]): (name: string) => string {
  const aliases = aliasesOf(rows, 'plan');
  return (name) => aliases.get(name) ?? name;
}

function planSums(rows: readonly Row[]): Map<string, Progress> {
  const idOf = planNamer(rows);
  const sums = new Map<string, Progress>();
  for (const { kind, plan, progress, status } of rows) {
    if (kind !== 'workstream' || plan === undefined || !progress || status === 'superseded') continue;
    const id = idOf(plan);
    const { done, total, next } = sums.get(id) ?? NOTHING;
    const first = next ?? progress.next;
    sums.set(id, {
      done: done + progress.done,
      total: total + progress.total,
      ...(first ? { next: first } : {}),
    });
  }
  return sums;
}

/** `4/9`; empty where there is nothing to count. */
export const progressText = (progress: Pick<Progress, 'done' | 'total'> | undefined): string =>
  progress && progress.total > 0 ? `${progress.done}/${progress.total}` : '';

/** The keys of a count in JSON; none where there is nothing to count. */
export const progressData = (
  progress: Pick<Progress, 'done' | 'total'> | undefined,
): { tasks_done?: number; tasks_total?: number } =>
  progress && progress.total > 0 ? { tasks_done: progress.done, tasks_total: progress.total } : {};
