import type { Kind } from '../record/kinds.ts';
import type { RowSet } from '../store/row-set.ts';
import { type IndexPage, NEWEST, type RenderedPage, renderIndexPage } from '../work/index-pages.ts';
import { instantOf } from '../work/order.ts';
import type { Row } from '../work/row.ts';

/** As much of a row as its place in an index takes. */
interface Placed {
  readonly path: string;
  readonly id: string;
  readonly instant: number | undefined;
  readonly broken: boolean;
  /** As written, `2026-04`; undefined where only the row itself can tell. */
  readonly month: string | undefined;
}

/** A page by the paths of its rows. */
interface Page {
  readonly file: string;
  readonly month?: string;
  readonly paths: readonly string[];
  readonly broken: readonly string[];
  readonly months: readonly string[];
}

/**
 * The index pages of a kind that read differently once `now` has taken the place of the rows at `changed`,
 * and the files of pages that are no longer needed; with `all` every page. The same as `changedIndexPages`
 * of work, made for twenty thousand rows of which hardly any has to be parsed.
 */
export function indexEdits(
  kind: Kind,
  before: RowSet,
  changed: ReadonlySet<string>,
  now: readonly Row[],
  dir: string,
  all: boolean,
): { readonly pages: RenderedPage[]; readonly gone: string[] } {
  const old = placesIn(kind, before);
  const fresh = now.filter((row) => row.kind === kind && !row.stub).map(placeOf);
  const next = [...old.filter(({ path }) => !changed.has(path)), ...fresh].sort(newestFirst);
  const oldPages = new Map(pagesOf(old).map((page) => [page.file, page]));
  const nextPages = pagesOf(next);
  const due = nextPages.filter((page) => all || !samePage(oldPages.get(page.file), page, changed));
  const wanted = new Set(due.flatMap(({ paths, broken }) => [...paths, ...broken]));
  const rows = new Map<string, Row>();
  for (const row of before.where(({ path }) => wanted.has(path) && !changed.has(path)))
    rows.set(row.path, row);
  for (const row of now) rows.set(row.path, row);
  const rowsAt = (paths: readonly string[]): Row[] => paths.flatMap((path) => rows.get(path) ?? []);
  const kept = new Set(nextPages.map(({ file }) => file));
  return {
    pages: due.map(({ file, month, paths, broken, months }) => {
      const page: IndexPage = { file, rows: rowsAt(paths), broken: rowsAt(broken), months };
      return renderIndexPage(kind, month === undefined ? page : { ...page, month }, { dir });
    }),
    gone: [...oldPages.keys()].filter((file) => !kept.has(file)),
  };
}

function placesIn(kind: Kind, rows: RowSet): Placed[] {
  const places: Placed[] = [];
  const uncertain = new Set<string>();
  const monthAt = monthReader();
  rows.each((head) => {
    if (head.kind !== kind || head.stub) return;
    const { path, id, instant, broken } = head;
    const month = instant === undefined ? undefined : monthAt(instant);
    if (instant !== undefined && month === undefined) uncertain.add(path);
    places.push({ path, id, instant, broken, month });
  });
  if (uncertain.size === 0) return places;
  const written = new Map(
    rows.where(({ path }) => uncertain.has(path)).map((row) => [row.path, row.created?.slice(0, 7)]),
  );
  return places.map((place) =>
    uncertain.has(place.path) ? { ...place, month: written.get(place.path) } : place,
  );
}

const placeOf = (row: Row): Placed => {
  const instant = instantOf(row.created);
  return {
    path: row.path,
    id: row.id,
    instant,
    broken: row.fault !== undefined,
    month: instant === undefined ? undefined : row.created?.slice(0, 7),
  };
};

const HOUR = 3_600_000;
const WEST = 12 * HOUR;
const EAST = 14 * HOUR;

/**
 * The month of an instant in every offset that clocks have, or undefined near the turn of a month, where it
 * depends on the offset. Rows come sorted, so that most are in the month of the one before.
 */
function monthReader(): (instant: number) => string | undefined {
  let from = 0;
  let to = 0;
  let month = '';
  return (instant) => {
    if (instant < from || instant >= to) {
      const date = new Date(instant);
      const [year, at] = [date.getUTCFullYear(), date.getUTCMonth()];
      from = Date.UTC(year, at, 1) + WEST;
      to = Date.UTC(year, at + 1, 1) - EAST;
      month = `${String(year).padStart(4, '0')}-${String(at + 1).padStart(2, '0')}`;
    }
    return instant >= from && instant < to ? month : undefined;
  };
}

function newestFirst(a: Placed, b: Placed): number {
  if (a.instant !== b.instant) {
    if (a.instant === undefined) return 1;
    return b.instant === undefined ? -1 : b.instant - a.instant;
  }
  return a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
}

/** The rule of `planIndex`: the newest and the undated on INDEX.md, the others by month. */
function pagesOf(places: readonly Placed[]): Page[] {
  const first: string[] = [];
  const broken: string[] = [];
  const months = new Map<string, string[]>();
  for (const place of places) {
    if (place.broken) broken.push(place.path);
    else if (first.length < NEWEST || place.month === undefined) first.push(place.path);
    else {
      const page = months.get(place.month);
      if (page) page.push(place.path);
      else months.set(place.month, [place.path]);
    }
  }
  const names = [...months.keys()].sort().reverse();
  return [
    { file: 'INDEX.md', paths: first, broken: broken.sort(), months: names },
    ...names.map((month) => ({
      file: `INDEX-${month}.md`,
      month,
      paths: months.get(month) ?? [],
      broken: [],
      months: [],
    })),
  ];
}

function samePage(old: Page | undefined, page: Page, changed: ReadonlySet<string>): boolean {
  const same = (one: readonly string[], other: readonly string[]): boolean =>
    one.length === other.length && one.every((path, at) => path === other[at]);
  return (
    old !== undefined &&
    same(old.paths, page.paths) &&
    same(old.broken, page.broken) &&
    same(old.months, page.months) &&
    ![...page.paths, ...page.broken].some((path) => changed.has(path))
  );
}
