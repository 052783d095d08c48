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

/** A plan's progress: the sum over the workstreams that name it. `next` is that of the first one with an open task. */
export function planProgress(rows: readonly Row[], planId: string): Progress {
  let done = 0;
  let total = 0;
  let next: Progress['next'];
  for (const row of rows) {
    if (row.kind !== 'workstream' || row.plan !== planId || !row.progress) continue;
    done += row.progress.done;
    total += row.progress.total;
    next ??= row.progress.next;
  }
  return { done, total, ...(next ? { next } : {}) };
}
