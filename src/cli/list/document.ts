import { instantOf } from '../../work/order.ts';
import { progressData, progressReader } from '../../work/progress.ts';
import type { Row } from '../../work/row.ts';
import { SUPERSEDED } from '../../work/transitions.ts';

/** What is derived of all rows for one row of the list. */
export interface Derived {
  /** `created` of the newest session that names this workstream or plan. */
  readonly updated?: string;
  readonly done?: number;
  readonly total?: number;
  /** Another session has taken its place. */
  readonly superseded?: true;
}

const NOTHING: Derived = {};
const REPLACED: Derived = { superseded: true };

/**
 * Derives, in one pass over all rows, what the listed ones are shown with. The rows are newest first.
 * @param superseded see `supersededIn`
 */
export function deriver(rows: readonly Row[], superseded: ReadonlySet<string>): (row: Row) => Derived {
  const newest = new Map<string, string>();
  const progressOf = progressReader(rows);
  // The first that is met is the newest; what has no date stands behind all that have one.
  const note = (key: string, created: string | undefined): void => {
    if (created !== undefined && !newest.has(key) && instantOf(created) !== undefined)
      newest.set(key, created);
  };
  for (const row of rows) {
    if (row.kind === 'session' && row.stub !== true) {
      if (row.workstream !== undefined) note(`workstream:${row.workstream}`, row.created);
      if (row.plan !== undefined) note(`plan:${row.plan}`, row.created);
    }
  }
  return (row) => {
    if (row.kind !== 'workstream' && row.kind !== 'plan')
      return superseded.has(row.path) ? REPLACED : NOTHING;
    const updated = newest.get(`${row.kind}:${row.id}`);
    const progress = progressOf(row);
    return {
      ...(updated === undefined ? {} : { updated }),
      ...(progress && progress.total > 0 ? { done: progress.done, total: progress.total } : {}),
    };
  };
}

/** A row as `list --json` gives it. */
export function rowDocument(row: Row, derived: Derived): Record<string, unknown> {
  const document: Record<string, unknown> = {
    id: row.id,
    kind: row.kind,
    title: row.title,
    status: (derived.superseded ? SUPERSEDED : row.status) ?? null,
    [row.kind === 'session' ? 'operator' : 'owner']: row.owner ?? null,
    summary: row.summary ?? null,
    tags: row.tags ?? [],
    plan: row.plan ?? null,
    workstream: row.workstream ?? null,
    created: row.created ?? null,
    updated: derived.updated ?? null,
    path: row.path,
  };
  // One after the other: spreading them in takes as long as all the rest, and there may be thousands.
  if (row.priority !== undefined) document['priority'] = row.priority;
  if (derived.total !== undefined) {
    Object.assign(document, progressData({ done: derived.done ?? 0, total: derived.total }));
  }
  if (row.legacy) document['legacy'] = true;
  if (row.fault) document['broken'] = row.fault;
  return document;
}
