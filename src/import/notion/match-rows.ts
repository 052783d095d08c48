import { foldName } from '../map.ts';
import type { Property } from './page-head.ts';
import type { Cells } from './read-table.ts';

/** A page that may be a row. */
export interface Candidate {
  readonly path: string;
  readonly title: string;
  readonly properties: readonly Property[];
}

export interface MatchedRows {
  /** Which column is the title. */
  readonly titleAt: number;
  /** By path of the page. */
  readonly byPath: ReadonlyMap<string, readonly string[]>;
  /** Rows that have no page. */
  readonly loose: readonly (readonly string[])[];
}

/** Finds the page of each row: by the title, and among those of one title by what else they say. */
export function matchRows({ columns, rows }: Cells, pages: readonly Candidate[]): MatchedRows {
  const byTitle = new Map<string, Candidate[]>();
  for (const page of pages) {
    const key = titleKey(page.title);
    const same = byTitle.get(key);
    if (same) same.push(page);
    else byTitle.set(key, [page]);
  }
  const titleAt = titleColumn(columns, rows, byTitle);
  const byPath = new Map<string, readonly string[]>();
  const unmatched: (readonly string[])[] = [];
  const groups = new Map<string, (readonly string[])[]>();
  for (const row of rows) {
    const key = titleKey(row[titleAt] ?? '');
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  for (const [key, group] of groups) {
    const free = [...(byTitle.get(key) ?? [])];
    if (group.length > MOST_ALIKE || free.length > MOST_ALIKE) {
      unmatched.push(...group);
      continue;
    }
    for (const row of group.length > 1 ? bestFirst(columns, group, free) : group) {
      const page = free.length > 1 ? best(columns, row, free) : free[0];
      if (!page) {
        unmatched.push(row);
        continue;
      }
      free.splice(free.indexOf(page), 1);
      byPath.set(page.path, row);
    }
  }
  const left = pages.filter(({ path }) => !byPath.has(path));
  for (const [row, page] of pairsByCells({ columns, rows: unmatched }, titleAt, left))
    byPath.set(page.path, row);
  const matched = new Set(byPath.values());
  return { titleAt, byPath, loose: unmatched.filter((row) => !matched.has(row)) };
}

/** Cells that say less than this fit pages that have nothing to do with the row. */
const TELLING = 12;

/**
 * Rows and pages whose titles differ and that otherwise say the same, as nobody else does: a title like `@Last Friday` is
 * another one in the table.
 */
function* pairsByCells(
  { columns, rows }: Cells,
  titleAt: number,
  pages: readonly Candidate[],
): Generator<[readonly string[], Candidate]> {
  if (rows.length === 0 || pages.length === 0) return;
  const said = (entries: readonly (readonly [string, string])[]): string =>
    entries
      .filter(([, value]) => value.trim() !== '')
      .map(([key, value]) => `${foldName(key)}: ${titleKey(value)}`)
      .toSorted()
      .join('\n');
  const byCells = (row: readonly string[]): string =>
    said(columns.flatMap((name, at) => (at === titleAt ? [] : [[name, row[at] ?? ''] as const])));
  const ofRows = once(rows, byCells);
  const ofPages = once(pages, ({ properties }) =>
    said(properties.map(({ key, value }) => [key, value] as const)),
  );
  for (const [key, row] of ofRows) {
    const page = ofPages.get(key);
    if (row && page && key.length >= TELLING) yield [row, page];
  }
}

/** By a key that nobody else has. */
function once<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T | undefined> {
  const found = new Map<string, T | undefined>();
  for (const one of all) {
    const key = keyOf(one);
    found.set(key, found.has(key) ? undefined : one);
  }
  return found;
}

/** Of more pages of one title, only those whose row surely is theirs find it. */
const MOST_ALIKE = 50;

/** What stays of a title when Notion, a CSV and a file name have each written it their way. */
export const titleKey = (title: string): string =>
  (title.match(/[\p{L}\p{N}]+/gu) ?? [title.trim()]).join(' ');

// Usually the first. Another one is taken only where it surely knows the pages better.
function titleColumn(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  byTitle: ReadonlyMap<string, unknown>,
): number {
  const hits = columns.map(() => 0);
  for (const row of rows)
    for (const [at, cell] of row.entries())
      if (at < hits.length && byTitle.has(titleKey(cell))) hits[at] = (hits[at] ?? 0) + 1;
  let at = 0;
  for (const [column, count] of hits.entries()) if (count > (hits[at] ?? 0)) at = column;
  return at;
}

const best = (
  columns: readonly string[],
  row: readonly string[],
  pages: readonly Candidate[],
): Candidate | undefined =>
  pages.toSorted((a, b) => likeness(columns, row, b) - likeness(columns, row, a))[0];

// Rows that surely belong to a page choose before those that fit anywhere.
const bestFirst = (
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  pages: readonly Candidate[],
): (readonly string[])[] => {
  const most = new Map(
    rows.map((row) => [row, Math.max(0, ...pages.map((page) => likeness(columns, row, page)))]),
  );
  return rows.toSorted((a, b) => (most.get(b) ?? 0) - (most.get(a) ?? 0));
};

function likeness(columns: readonly string[], row: readonly string[], page: Candidate): number {
  const values = new Map(page.properties.map(({ key, value }) => [foldName(key), titleKey(value)]));
  return columns.filter((name, at) => {
    const cell = titleKey(row[at] ?? '');
    return cell !== '' && values.get(foldName(name)) === cell;
  }).length;
}
