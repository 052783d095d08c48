import type { Row } from './row.ts';

/** A session in the line of another, or the id of one that is not here. */
export interface Ancestor {
  readonly id: string;
  readonly row: Row | undefined;
}

export interface Lineage {
  /** What it continues, and what that continued: the nearest first. */
  readonly parents: readonly Ancestor[];
  /** The line goes on beyond what was walked. */
  readonly more: boolean;
}

const MOST = 30;

/** Knows the lines of sessions: worked out once for any number of them. */
export interface LineageReader {
  /** Walks a session's `parent` back, once round where records name each other in a circle, `most` steps at most. */
  readonly lineageOf: (session: Row, most?: number) => Lineage;
  /**
   * What has taken a session's place: what names it in `supersedes`, or what it names itself; of those that were
   * superseded in turn the last. Undefined where nothing has.
   */
  readonly supersederOf: (session: Row) => Ancestor | undefined;
}

/** The lines of the sessions among rows. */
export function lineageReader(rows: readonly Row[]): LineageReader {
  const find = finder(rows);
  const by = new Map<string, Row>();
  for (const row of rows) {
    if (row.kind !== 'session' || row.stub === true) continue;
    for (const id of row.supersedes ?? []) by.set(find(id)?.id ?? id, row);
  }
  return {
    lineageOf: (session, most = MOST) => walkBack(session, find, most),
    supersederOf(session) {
      const met = new Set([session.id]);
      let last: Ancestor | undefined;
      for (let at: Row | undefined = session; at !== undefined;) {
        const row: Row | undefined =
          by.get(at.id) ?? (at.supersededBy === undefined ? undefined : find(at.supersededBy));
        const id = row?.id ?? at.supersededBy;
        // Records that replace each other replace nothing.
        if (id === undefined || met.has(id)) break;
        met.add(id);
        last = { id, row };
        at = row;
      }
      return last;
    },
  };
}

/** The line of one session (`LineageReader`). */
export const lineageOf = (session: Row, rows: readonly Row[], most = MOST): Lineage =>
  lineageReader(rows).lineageOf(session, most);

/** What has taken the place of one session (`LineageReader`). */
export const supersederOf = (session: Row, rows: readonly Row[]): Ancestor | undefined =>
  lineageReader(rows).supersederOf(session);

function walkBack(session: Row, find: (id: string) => Row | undefined, most: number): Lineage {
  const parents: Ancestor[] = [];
  const met = new Set([session.id]);
  let { parent } = session;
  while (parent !== undefined) {
    const row = find(parent);
    const id = row?.id ?? parent;
    if (met.has(id)) break;
    if (parents.length === most) return { parents, more: true };
    met.add(id);
    parents.push({ id, row });
    parent = row?.parent;
  }
  return { parents, more: false };
}

/** Finds a session by its id, or by one that it had before: a live id goes first. */
function finder(rows: readonly Row[]): (id: string) => Row | undefined {
  const live = new Map<string, Row>();
  const old = new Map<string, Row>();
  for (const row of rows) {
    if (row.kind !== 'session' || row.stub === true) continue;
    if (!live.has(row.id)) live.set(row.id, row);
    for (const alias of row.aliases ?? []) if (!old.has(alias)) old.set(alias, row);
  }
  return (id) => live.get(id) ?? old.get(id);
}
