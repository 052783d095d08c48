import { CanonError } from '../../fault/error.ts';
import { safeLine } from '../../text/safe.ts';
import type { Row } from '../../work/row.ts';
import type { Task } from '../../work/tasks.ts';

/** What is to become of a task. */
export type Wish = 'done' | 'open' | 'dropped';

/** What was asked for, and how the task was named. */
export interface Asked {
  readonly row: Pick<Row, 'id' | 'path'>;
  readonly name: string;
  readonly force: boolean;
}

/**
 * Whether there is something to change, or the task is as it should be already.
 * @param own ids that the session at work has
 * @throws E_TICK_DONE_BY, E_TICK_DROPPED, E_TICK_DROP_DONE, E_TICK_FOREIGN
 */
export function judge(
  task: Task,
  wish: Wish,
  own: ReadonlySet<string>,
  { row, name, force }: Asked,
): 'change' | 'same' {
  const others = task.sessions.filter((id) => !own.has(id));
  const mine = task.sessions.some((id) => own.has(id));
  const refused = (code: string): CanonError =>
    new CanonError(code, {
      path: row.path,
      line: task.line,
      data: { id: task.id, task: safeLine(name), workstream: row.id, by: others, reason: task.reason ?? '' },
    });
  switch (wish) {
    case 'done':
      if (task.state === 'dropped') throw refused('E_TICK_DROPPED');
      if (task.state === 'open') return 'change';
      if (mine) return 'same';
      if (others.length > 0) throw refused('E_TICK_DONE_BY');
      // Ticked by hand: the evidence is what is missing.
      return 'change';
    case 'dropped':
      if (task.state === 'done') throw refused('E_TICK_DROP_DONE');
      return task.state === 'dropped' ? 'same' : 'change';
    case 'open':
      if (task.state === 'open') return 'same';
      if (task.state === 'done' && !force && (others.length > 0 || !mine)) throw refused('E_TICK_FOREIGN');
      return 'change';
  }
}
