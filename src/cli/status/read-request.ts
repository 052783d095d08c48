import { CanonError } from '../../fault/error.ts';
import { faultError } from '../../record/fault.ts';
import { localDate } from '../../record/local-date.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import { readRecordText } from '../../work/document.ts';
import type { Row } from '../../work/row.ts';
import type { StatusRequest } from '../../work/status-change.ts';
import { tasksOf } from '../../work/tasks.ts';
import type { Moment } from '../../world.ts';
import { pathsOf, resolveRef } from '../ref.ts';

/** What was typed. */
export interface StatusArgs {
  readonly ref: string;
  readonly to: string;
  readonly by: string | undefined;
  readonly reason: string | undefined;
  readonly force: boolean;
}

/** Reads what a change of state has to know of its record: the row and a few keys, and the tasks that are open. */
export async function readRequest(
  project: Project,
  world: { readonly cwd: string; readonly now: () => Moment },
  rows: readonly Row[],
  { ref, to, by, reason, force }: StatusArgs,
): Promise<StatusRequest> {
  const row = resolveRef(ref, rows, pathsOf(project, world.cwd, ref));
  const text = await readRecord(project, row.path);
  if (text === undefined) throw new CanonError('E_RECORD_GONE', { data: { path: row.path } });
  const { frontmatter, body } = await readRecordText(row.kind, text);
  if (!frontmatter.ok) throw faultError(frontmatter.fault, row.path);
  const own = rows.filter(({ kind }) => kind === row.kind);
  const valueOf = (key: string): string | undefined => {
    const value = frontmatter.data[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const open = row.kind === 'workstream' ? tasksOf(body).filter(({ state }) => state === 'open') : [];
  return {
    row,
    to: to.toLowerCase(),
    by: by === undefined ? undefined : resolveRef(by, own, pathsOf(project, world.cwd, by)),
    reason: reason?.replace(/\s+/g, ' ').trim() || undefined,
    force,
    today: localDate(world.now()),
    has: {
      ratified: valueOf('ratified'),
      deprecatedBy: valueOf('deprecated_by'),
      reason: valueOf('status_reason'),
    },
    openTasks: open.map(({ id, text: said }) => `${id} ${said}`),
  };
}
