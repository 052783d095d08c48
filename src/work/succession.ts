import { CanonError } from '../fault/error.ts';
import { recordNamed } from './aliases.ts';
import type { Row } from './row.ts';
import { SUPERSEDED } from './transitions.ts';

/** New values of frontmatter keys of one record; `undefined` takes a key out. */
export interface RecordValues {
  readonly path: string;
  readonly values: Readonly<Record<string, string | readonly string[] | undefined>>;
}

const names = (row: Row, id: string): boolean => row.id === id || row.aliases?.includes(id) === true;

/** A record's state. A session has none of its own that says it is superseded: another one names it. */
export function stateOf(row: Row, rows: readonly Row[]): string {
  if (row.kind !== 'session') return row.status ?? '';
  const replaced = row.supersededBy !== undefined || predecessors(row, rows).length > 0;
  return replaced ? SUPERSEDED : (row.status ?? '');
}

/** The records that say they have taken a record's place. */
const predecessors = (row: Row, rows: readonly Row[]): Row[] =>
  rows.filter(
    (other) => other !== row && other.kind === row.kind && other.supersedes?.some((id) => names(row, id)),
  );

/** Both sides of a succession as they are to be: `by` has taken the place of `row`, nobody else has. */
export function succession(row: Row, by: Row | undefined, rows: readonly Row[]): RecordValues[] {
  if (by) refuseCycle(row, by, rows);
  const changes: RecordValues[] = [];
  if (row.supersededBy !== by?.id) changes.push({ path: row.path, values: { superseded_by: by?.id } });
  for (const other of predecessors(row, rows).filter((one) => one !== by)) {
    const rest = (other.supersedes ?? []).filter((id) => !names(row, id));
    changes.push({ path: other.path, values: { supersedes: rest.length > 0 ? rest : undefined } });
  }
  const known = by?.supersedes ?? [];
  if (by && !known.some((id) => names(row, id))) {
    changes.push({ path: by.path, values: { supersedes: [...known, row.id] } });
  }
  return changes;
}

function refuseCycle(row: Row, by: Row, rows: readonly Row[]): void {
  const way = [row.id, by.id];
  const seen = new Set<Row>([by]);
  for (let at: Row | undefined = by; at;) {
    if (at === row)
      throw new CanonError('E_STATUS_CYCLE', { path: row.path, data: { way, word: SUPERSEDED } });
    const next: Row | undefined =
      at.supersededBy === undefined ? undefined : recordNamed(rows, row.kind, at.supersededBy);
    if (!next || seen.has(next)) return;
    seen.add(next);
    way.push(next.id);
    at = next;
  }
}
