import { isOver } from '../../work/transitions.ts';
import { excerpt } from '../excerpt.ts';
import type { SiteModel, SiteRecord } from '../model.ts';
import type { Person } from './card.ts';
import { personReader } from './person-reader.ts';
import { type Ref, refOf } from './ref.ts';
import type { Relations } from './relations.ts';

/** Work that goes on, as the first page shows it. */
export interface ActiveWork {
  readonly record: Ref;
  readonly priority: string | null;
  readonly owner: Person | null;
  readonly done: number;
  readonly total: number;
  readonly next: { readonly id: string; readonly text: string } | null;
  /** What it waits for, of what is not over. */
  readonly blockedBy: readonly Ref[];
}

/** Whether work goes on: a workstream that is active, or held up. What is drafted has not begun. */
export const isGoing = ({ row }: SiteRecord): boolean =>
  row.kind === 'workstream' && !row.fault && (row.status === 'active' || row.status === 'blocked');

/** Workstreams that are active or blocked: the highest priority first, then those that somebody was last at. */
export function activeWork(
  model: SiteModel,
  relations: Relations,
  most: number,
): { readonly work: readonly ActiveWork[]; readonly more: number } {
  const person = personReader(model);
  const going = model.records
    .filter(isGoing)
    .map((record, place) => ({ record, place, priority: record.row.priority ?? 'P9' }))
    .sort((a, b) => (a.priority < b.priority ? -1 : a.priority > b.priority ? 1 : a.place - b.place));
  const workOf = ({ record }: { readonly record: SiteRecord }): ActiveWork => {
    const { row } = record;
    const { done = 0, total = 0, next } = relations.progressOf(row) ?? {};
    return {
      record: refOf(record),
      priority: row.priority ?? null,
      owner: person(row.owner),
      done,
      total,
      next: next ? { id: next.id, text: excerpt(next.text, 160) } : null,
      blockedBy: blockersOf(record, relations),
    };
  };
  return { work: going.slice(0, most).map(workOf), more: Math.max(0, going.length - most) };
}

/** What a workstream waits for, of what is not over. */
export const blockersOf = ({ row }: SiteRecord, relations: Relations): Ref[] =>
  (row.blockedBy ?? [])
    .map((id) => relations.named('workstream', id))
    .filter((one) => one !== undefined && !isOver(one.row.status))
    .map((one) => refOf(one as SiteRecord));
