import type { Task } from '../../work/tasks.ts';
import type { SiteRecord } from '../model.ts';
import type { Around } from './around.ts';
import { type Cut, cutAt, mapCut } from './cut.ts';
import { type Ref, refOf } from './ref.ts';

/** A task of a workstream. */
export interface TaskView {
  readonly id: string;
  readonly text: string;
  readonly state: Task['state'];
  readonly reason: string | null;
  /** Records that show it. */
  readonly records: readonly Ref[];
  readonly commits: readonly string[];
}

const MOST_EVIDENCE = 6;

/** The tasks of a workstream with what shows that they are done. */
export function taskViews(tasks: readonly Task[], around: Around, most: number): Cut<TaskView> {
  return mapCut(cutAt(tasks, most), (task) => {
    const evidence = task.evidence.slice(0, MOST_EVIDENCE);
    return {
      id: task.id,
      text: task.text,
      state: task.state,
      reason: task.reason ?? null,
      records: evidence.flatMap((ref) => {
        const record = task.sessions.includes(ref) ? recordOf(ref, around) : undefined;
        return record ? [refOf(record)] : [];
      }),
      commits: evidence.filter((ref) => !task.sessions.includes(ref)),
    };
  });
}

// Evidence is mostly a session, but any record will do.
const recordOf = (id: string, { relations: { named } }: Around): SiteRecord | undefined =>
  named('session', id) ??
  named('adr', id) ??
  named('learning', id) ??
  named('plan', id) ??
  named('workstream', id);
