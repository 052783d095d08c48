import { relative, resolve, sep } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import { faultError } from '../../record/fault.ts';
import { nearest } from '../../text/nearest.ts';
import { safeLine } from '../../text/safe.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import type { RowSet } from '../../store/row-set.ts';
import { readRecordText, type RecordText } from '../../work/document.ts';
import type { Row } from '../../work/row.ts';
import { type Task, tasksNamed, tasksOf } from '../../work/tasks.ts';
import { resolveRef } from '../ref.ts';

/** A workstream as the work tree has it. */
export interface Workstream {
  readonly row: Row;
  readonly body: RecordText['body'];
  readonly tasks: readonly Task[];
}

/** The workstream that a reference names: an id, `workstream:id`, a path, an alias, the beginning of an id. */
export function workstreamRow(project: Project, rows: RowSet, cwd: string, ref: string): Row {
  const isPath = ref.includes('.') || ref.includes('/');
  const here = relative(project.root, resolve(cwd, ref)).split(sep).join('/');
  const paths = isPath ? [ref.replace(/^\.\//, ''), here] : [];
  return resolveRef(ref, rows.having('kind', 'workstream'), paths);
}

/**
 * Reads a workstream whole.
 * @throws E_RECORD_GONE, and what is wrong with its frontmatter
 */
export async function readWorkstream(project: Project, row: Row): Promise<Workstream> {
  const text = await readRecord(project, row.path);
  if (text === undefined) throw new CanonError('E_RECORD_GONE', { data: { path: row.path } });
  const { frontmatter, body } = await readRecordText('workstream', text);
  if (!frontmatter.ok) throw faultError(frontmatter.fault, row.path);
  return { row, body, tasks: tasksOf(body, frontmatter.document.bodyLine) };
}

/**
 * The one task that a name means.
 * @throws E_TASK_UNKNOWN with all ids, E_TASK_AMBIGUOUS with the lines of each
 */
export function taskNamed({ row, tasks }: Workstream, name: string): Task {
  const [task, ...others] = tasksNamed(tasks, name);
  if (task && others.length === 0) return task;
  const called = safeLine(name);
  if (!task) {
    const ids = tasks.map(({ id }) => id);
    throw new CanonError('E_TASK_UNKNOWN', {
      path: row.path,
      data: { name: called, workstream: row.id, ids, near: nearest(name, ids) },
    });
  }
  const candidates = [task, ...others].map(
    ({ position, line, text }) => `#${position}  line ${line}: ${safeLine(text).slice(0, 60)}`,
  );
  throw new CanonError('E_TASK_AMBIGUOUS', {
    path: row.path,
    line: task.line,
    data: { name: called, count: candidates.length, candidates },
  });
}
