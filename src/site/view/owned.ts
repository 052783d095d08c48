import type { Progress } from '../../work/row.ts';
import { isOver } from '../../work/transitions.ts';
import { excerpt } from '../excerpt.ts';
import type { SiteRecord } from '../model.ts';
import { blockersOf } from './active.ts';
import { type Ref, refOf } from './ref.ts';
import type { Relations } from './relations.ts';

/** A workstream or plan that is not over. */
export interface Owned {
  readonly record: Ref;
  readonly priority: string | null;
  readonly progress: Pick<Progress, 'done' | 'total'> | null;
  readonly next: { readonly id: string; readonly text: string } | null;
  /** What it waits for: then nothing is next. */
  readonly blockedBy: readonly Ref[];
}

const MOST = 100;
/** What is read in a glance; the rest is in the record. */
const LONGEST = 240;

/** What somebody owns and has not finished, the most urgent first. */
export function ownedOf(records: readonly SiteRecord[], relations: Relations): Owned[] {
  const urgency = ({ priority }: Owned): string => priority ?? 'P9';
  return activeOf(records)
    .map((record): Owned => {
      const { done = 0, total = 0, next } = relations.progressOf(record.row) ?? {};
      return {
        record: refOf(record),
        priority: record.row.priority ?? null,
        progress: total === 0 ? null : { done, total },
        next: next ? { id: next.id, text: excerpt(next.text, LONGEST) } : null,
        blockedBy: blockersOf(record, relations),
      };
    })
    .toSorted((a, b) => (urgency(a) < urgency(b) ? -1 : urgency(a) > urgency(b) ? 1 : 0))
    .slice(0, MOST);
}

/** Workstreams and plans that are not over. */
const activeOf = (records: readonly SiteRecord[]): SiteRecord[] =>
  records.filter(
    ({ row }) => (row.kind === 'workstream' || row.kind === 'plan') && !row.fault && !isOver(row.status),
  );
