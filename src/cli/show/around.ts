import type { Body } from '../../record/sections.ts';
import { type Ancestor, type Lineage, lineageOf, supersederOf } from '../../work/lineage.ts';
import { planNamer, progressReader } from '../../work/progress.ts';
import type { Progress, Row } from '../../work/row.ts';
import { type Task, tasksOf } from '../../work/tasks.ts';
import { itemData, type ShownItem, shownItems } from './items.ts';

/** What is known of a record from others, or by counting. */
export interface Around {
  /** The name it was asked for by, where that is one it had before. */
  readonly former: string | undefined;
  /** Of a name that others had before: those records, by the ids they have now. */
  readonly formerHolders: readonly string[];
  /** Of a session. */
  readonly lineage: Lineage | undefined;
  /** What has taken a session's place. */
  readonly superseder: Ancestor | undefined;
  /** Of a workstream or plan. */
  readonly progress: Progress | undefined;
  /** Of a workstream. */
  readonly tasks: readonly Task[] | undefined;
  /** Of a session or plan: what waits and what is asked. */
  readonly items: readonly ShownItem[] | undefined;
  /** Of a plan: those that carry it out, and how far each is. */
  readonly workstreams: readonly Row[] | undefined;
}

/** Looks around a record. */
export function around(row: Row, ref: string, body: Body, bodyLine: number, rows: readonly Row[]): Around {
  const { kind } = row;
  const isSession = kind === 'session';
  const counts = kind === 'workstream' || kind === 'plan';
  return {
    former: formerName(row, ref),
    formerHolders: rows
      .filter((one) => one.kind === kind && one !== row && one.aliases?.includes(row.id))
      .map(({ id }) => id),
    lineage: isSession ? lineageOf(row, rows) : undefined,
    superseder: isSession ? supersederOf(row, rows) : undefined,
    progress: counts ? progressReader(rows)(row) : undefined,
    tasks: kind === 'workstream' ? tasksOf(body, bodyLine) : undefined,
    items: shownItems(row, rows),
    workstreams: kind === 'plan' ? workstreamsOf(row, rows) : undefined,
  };
}

function formerName({ id, kind, aliases = [] }: Row, ref: string): string | undefined {
  const name = ref.startsWith(`${kind}:`) ? ref.slice(kind.length + 1) : ref;
  return name !== id && aliases.includes(name) ? name : undefined;
}

function workstreamsOf({ id }: Row, rows: readonly Row[]): Row[] {
  const planOf = planNamer(rows);
  return rows.filter(({ kind, plan }) => kind === 'workstream' && plan !== undefined && planOf(plan) === id);
}

const RESUME_PROMPT = 'Resume Prompt';

/** Whether a section is shown: of a session that was superseded, the prompt is not. */
export const isShown = (key: string | undefined, { superseder }: Pick<Around, 'superseder'>): boolean =>
  superseder === undefined || key !== RESUME_PROMPT;

/** A body without its title and without what is not shown. */
export function shownText({ source, title, sections }: Body, about: Pick<Around, 'superseder'>): string {
  const cuts = [...(title ? [title] : []), ...sections.filter(({ key }) => !isShown(key, about))].toSorted(
    (a, b) => a.start - b.start,
  );
  let text = '';
  let at = 0;
  for (const { start, end } of cuts) {
    text += source.slice(at, start);
    at = end;
  }
  return text + source.slice(at);
}

/** The same for a program: keys only for what the kind has. */
export function aroundData(about: Around, rows: readonly Row[]): Record<string, unknown> {
  const { former, formerHolders, lineage, superseder, progress, tasks, items, workstreams } = about;
  const progressOf = progressReader(rows);
  return {
    ...(former === undefined ? {} : { former }),
    ...(formerHolders.length > 0 ? { former_holders: formerHolders } : {}),
    ...(progress
      ? { progress: { done: progress.done, total: progress.total, next: progress.next ?? null } }
      : {}),
    ...(tasks
      ? { tasks: tasks.map(({ id, text, state, evidence, line }) => ({ id, text, state, evidence, line })) }
      : {}),
    ...(items ? { items: items.map(itemData) } : {}),
    ...(workstreams
      ? {
          workstreams: workstreams.map((row) => {
            const { done, total } = progressOf(row) ?? { done: 0, total: 0 };
            const { id, title, status = null, path } = row;
            return { id, title, status, path, tasks_done: done, tasks_total: total };
          }),
        }
      : {}),
    ...(lineage
      ? {
          lineage: {
            parents: lineage.parents.map(ancestorData),
            more: lineage.more,
            superseded_by: superseder ? ancestorData(superseder) : null,
          },
        }
      : {}),
  };
}

const ancestorData = ({ id, row }: Ancestor): Record<string, unknown> => ({
  id,
  title: row?.title ?? null,
  operator: row?.owner ?? null,
  created: row?.created ?? null,
  path: row?.path ?? null,
});
