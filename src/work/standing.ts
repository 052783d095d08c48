import { newestFirst } from './order.ts';
import type { Row } from './row.ts';
import { SUPERSEDED } from './transitions.ts';

/** A state that no record writes: it does not parse. */
export const BROKEN = 'broken';
/** A state that no record writes: it is from before canon, and says none. */
export const LEGACY = 'legacy';

/** Where a record stands, by what it and others say. */
export interface Standing {
  readonly status: string | undefined;
  /** Id of what has taken its place; of those that were replaced in turn the last. */
  readonly supersededBy: string | undefined;
}

/**
 * Tells where each record stands. That a session is superseded is said by what took its place; its own state stays what
 * it was.
 */
export function standingsOf(rows: readonly Row[]): (row: Row) => Standing {
  const replaced = superseders(rows);
  return ({ path, kind, fault, status, legacy }) => {
    const supersededBy = replaced.get(path);
    const own = kind === 'session' && supersededBy !== undefined ? SUPERSEDED : status;
    return { status: fault ? BROKEN : (own ?? (legacy ? LEGACY : undefined)), supersededBy };
  };
}

/** The record that has taken the place of each one, by its path: what names it in `supersedes`, or what it names itself. */
function superseders(rows: readonly Row[]): ReadonlyMap<string, string> {
  const named = new Map<string, Row>();
  for (const row of rows) for (const alias of row.aliases ?? []) named.set(`${row.kind}:${alias}`, row);
  for (const row of rows) named.set(`${row.kind}:${row.id}`, row);
  const next = new Map<Row, { id: string; row: Row | undefined }>();
  for (const row of rows) {
    const id = row.supersededBy ?? row.deprecatedBy;
    if (id === undefined) continue;
    const by = named.get(`${row.kind}:${id}`);
    if (by !== row) next.set(row, { id: by?.id ?? id, row: by });
  }
  // Of several that say so the newest counts, in whatever order they come.
  for (const row of newestFirst(rows.filter(({ supersedes }) => supersedes !== undefined)).toReversed()) {
    for (const id of row.supersedes ?? []) {
      const old = named.get(`${row.kind}:${id}`);
      if (old && old !== row) next.set(old, { id: row.id, row });
    }
  }
  const found = new Map<string, string>();
  for (const row of next.keys()) {
    const met = new Set<Row>([row]);
    let last: string | undefined;
    for (let at = next.get(row); at !== undefined; at = at.row && next.get(at.row)) {
      // Records that replace each other replace nothing.
      if (at.row && met.has(at.row)) break;
      if (at.row) met.add(at.row);
      last = at.id;
    }
    if (last !== undefined) found.set(row.path, last);
  }
  return found;
}
