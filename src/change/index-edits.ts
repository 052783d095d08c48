import type { Kind } from '../record/kinds.ts';
import type { RowSet } from '../store/row-set.ts';
import { type IndexPage, NEWEST, type RenderedPage, renderIndexPage } from '../work/index-pages.ts';
import type { ProgressReader } from '../work/progress.ts';
import type { Row } from '../work/row.ts';
import { placesOf, type Places } from './index-places.ts';

/**
 * The index pages of a kind that read differently once `now` has taken the place of the rows at `changed`,
 * and the files of pages that are no longer needed; with `all` every page. The same as `changedIndexPages`
 * of work, for twenty thousand rows of which hardly any is looked at closely, let alone parsed.
 */
export function indexEdits(
  kind: Kind,
  before: RowSet,
  changed: ReadonlySet<string>,
  now: readonly Row[],
  dir: string,
  all: boolean,
  progressOf: ProgressReader,
): { readonly pages: RenderedPage[]; readonly gone: string[] } {
  const places = placesOf(kind, before, changed, now, NEWEST);
  const { months } = places;
  const names = [...months.after].sort().reverse();
  const due = names.filter((month) => all || places.dirty.has(month));
  const paths = new Map([[FIRST, places.first], ...places.pathsOf(due)]);
  const rows = rowsAt(before, changed, now, [...[...paths.values()].flat(), ...places.broken]);
  const at = (list: readonly string[]): Row[] => list.flatMap((path) => rows.get(path) ?? []);
  return {
    pages: (all || isFirstDirty(places) ? [FIRST, ...due] : due).map((month) => {
      const page: IndexPage = {
        file: fileOf(month),
        rows: at(paths.get(month) ?? []),
        broken: month === FIRST ? at(places.broken.toSorted()) : [],
        months: month === FIRST ? names : [],
        ...(month === FIRST ? {} : { month }),
      };
      return renderIndexPage(kind, page, { dir, progressOf });
    }),
    gone: [...months.before].filter((month) => !months.after.has(month)).map(fileOf),
  };
}

const FIRST = '';
const fileOf = (month: string): string => (month === FIRST ? 'INDEX.md' : `INDEX-${month}.md`);

const isFirstDirty = ({ dirty, months }: Places): boolean =>
  dirty.has(FIRST) ||
  months.before.size !== months.after.size ||
  [...months.after].some((month) => !months.before.has(month));

/** The rows at some paths: of the change itself, or parsed from before. */
function rowsAt(
  before: RowSet,
  changed: ReadonlySet<string>,
  now: readonly Row[],
  paths: readonly string[],
): Map<string, Row> {
  const rows = new Map(now.map((row) => [row.path, row]));
  const wanted = new Set(paths.filter((path) => !changed.has(path)));
  for (const row of before.where(({ path }) => wanted.has(path), wanted.size)) rows.set(row.path, row);
  return rows;
}
