import type { RowSet } from '../store/row-set.ts';
import { type ProgressReader, progressReader, progressText } from '../work/progress.ts';
import type { Row } from '../work/row.ts';

/** How far plans are once a change is made, and the plans of which that is news. */
export interface Recounted {
  readonly progressOf: ProgressReader;
  /** Plans that the change itself leaves alone. */
  readonly plans: readonly Row[];
}

const COUNTED: ReadonlySet<string> = new Set(['workstream', 'plan']);

/** Compares the counts of all plans before and after a change of records. */
export function recounted(before: RowSet, changed: ReadonlySet<string>, now: readonly Row[]): Recounted {
  const old = [...before.having('kind', 'workstream'), ...before.having('kind', 'plan')];
  const rows = [...old.filter(({ path }) => !changed.has(path)), ...now];
  const progressOf = progressReader(rows);
  const touches = now.some(({ kind }) => COUNTED.has(kind)) || old.some(({ path }) => changed.has(path));
  if (!touches) return { progressOf, plans: [] };
  const was = progressReader(old);
  const isNews = (row: Row): boolean => progressText(was(row)) !== progressText(progressOf(row));
  return {
    progressOf,
    plans: old.filter((row) => row.kind === 'plan' && !changed.has(row.path) && !row.fault && isNews(row)),
  };
}
