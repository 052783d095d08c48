import type { Row } from '../work/row.ts';

/**
 * The record that has taken the place of each one, by its path: what it names itself, or what names it in `supersedes`;
 * of those that were replaced in turn the last.
 */
export function superseders(rows: readonly Row[]): ReadonlyMap<string, string> {
  const named = new Map<string, Row>();
  for (const row of rows) for (const alias of row.aliases ?? []) named.set(`${row.kind}:${alias}`, row);
  for (const row of rows) named.set(`${row.kind}:${row.id}`, row);
  const next = new Map<Row, { id: string; row: Row | undefined }>();
  for (const row of rows) {
    for (const id of row.supersedes ?? []) {
      const old = named.get(`${row.kind}:${id}`);
      if (old && old !== row) next.set(old, { id: row.id, row });
    }
  }
  for (const row of rows) {
    if (row.supersededBy === undefined) continue;
    const by = named.get(`${row.kind}:${row.supersededBy}`);
    if (by !== row) next.set(row, { id: by?.id ?? row.supersededBy, row: by });
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
