import type { Kind } from '../../record/kinds.ts';
import type { Known } from '../item.ts';
import type { ImportMap } from '../map.ts';
import type { Hierarchy } from './hierarchy.ts';
import { kindOf } from './kind-of.ts';
import { matchRows, titleKey } from './match-rows.ts';
import type { Property } from './page-head.ts';
import { looseRow } from './loose-row.ts';
import type { Page, Table, Texts } from './pages.ts';

/** What becomes an item: a page, a row that has none, or a database that nobody else would bring along. */
export interface Draft {
  readonly id: string;
  /** The digits of the page, where they are known. */
  readonly notionId: string | undefined;
  readonly path: string;
  /** Links in it are relative to this one. */
  readonly folder: string;
  readonly title: string;
  readonly kind: Known<Kind> | undefined;
  /** The page that it was read from. */
  readonly page: Page | undefined;
  /** What its page says above its text, and what its database says beyond that. */
  readonly properties: readonly Property[];
  readonly cells: readonly Property[];
  readonly table: Table | undefined;
  readonly hash: string | undefined;
}

export interface Drafts {
  readonly drafts: readonly Draft[];
  /** Tables with rows that would be lost: their titles are all that they say. */
  readonly wanted: ReadonlySet<Table>;
  /** Pages that the map leaves out. */
  readonly skipped: number;
}

/** Makes drafts of pages and of rows that are none. */
export function makeDrafts(
  { pages, tables }: Texts,
  hierarchy: Hierarchy,
  ids: ReadonlyMap<string, string>,
  map: ImportMap,
): Drafts {
  const drafts: Draft[] = [];
  const wanted = new Set<Table>(tables.filter(({ broken }) => broken));
  const taken = new Set<string>();
  const rowOf = new Map<string, { table: Table; cells: readonly Property[] }>();
  let skipped = 0;
  const titles = new Map(pages.map((page) => [page.path, page.title]));
  const add = (draft: Draft): void => {
    // The same page twice: the path tells the second one apart, a number every further one (rows of one title).
    let { id } = draft;
    for (let n = 2; taken.has(id); n += 1) {
      id = `${draft.id} ${draft.path}`.slice(0, 500) + (n === 2 ? '' : ` ${n}`);
    }
    taken.add(id);
    drafts.push({ ...draft, id });
  };

  const below = new Map<string, Page[]>();
  for (const page of pages) {
    const path = hierarchy.tableAbove(page)?.path;
    if (path === undefined) continue;
    const others = below.get(path);
    if (others) others.push(page);
    else below.set(path, [page]);
  }
  for (const table of tables) {
    const rows = below.get(table.path) ?? [];
    const { byPath, loose, titleAt } = matchRows(
      table,
      rows.map(({ path, title, head }) => ({ path, title, properties: head.properties })),
    );
    for (const page of rows) {
      const row = byPath.get(page.path);
      if (row) rowOf.set(page.path, { table, cells: cellsOf(table, row, titleAt, page.title) });
      // A page and a database of one name share a folder, and what is no row is below the page.
      else if (!hierarchy.isShared(page)) rowOf.set(page.path, { table, cells: [] });
    }
    const above = hierarchy.pageAbove(table);
    const kind = kindOf({ path: table.path, title: '', table, above: above && titles.get(above.path) }, map);
    for (const row of loose) {
      const cells = cellsOf(table, row, titleAt);
      if (cells.length === 0) wanted.add(table);
      else if (kind === 'skip') skipped += 1;
      else add(looseRow(table, row[titleAt] ?? '', cells, kind));
    }
  }
  for (const page of pages) {
    const row = rowOf.get(page.path);
    const above = hierarchy.pageAbove(page);
    const kind = kindOf(
      { path: page.path, title: page.title, table: row?.table, above: above && titles.get(above.path) },
      map,
    );
    if (kind === 'skip') {
      skipped += 1;
      continue;
    }
    const notionId = page.id ?? ids.get(page.path);
    const have = new Set(page.head.properties.map(({ key }) => key));
    add({
      id: notionId ?? page.path.slice(0, 512),
      notionId,
      path: page.path,
      folder: page.folder,
      title: page.title,
      kind,
      page,
      properties: page.head.properties,
      cells: (row?.cells ?? []).filter(({ key }) => !have.has(key)),
      table: row?.table,
      hash: undefined,
    });
  }
  return { drafts, wanted, skipped };
}

/** What a row says, its title only where its page has another one. */
const cellsOf = (table: Table, row: readonly string[], titleAt: number, title?: string): Property[] =>
  row.flatMap((cell, at) => {
    const key = table.columns[at] ?? '';
    const value = cell.replaceAll('\r\n', '\n').trim();
    const known = at === titleAt && (title === undefined || titleKey(title) === titleKey(value));
    return known || value === '' ? [] : [{ key: key === '' ? `Column ${at + 1}` : key, value }];
  });
