import type { ImportMap } from '../map.ts';
import type { Draft } from './drafts.ts';
import { kindOf } from './kind-of.ts';
import type { Table } from './pages.ts';

/** Drafts of databases whose rows would be lost, and that neither a row nor a page above brings along. */
export function loneTables(
  wanted: ReadonlySet<Table>,
  drafts: readonly Draft[],
  isBelowPage: (table: Table) => boolean,
  map: ImportMap,
): Draft[] {
  const withRows = new Set(drafts.map(({ table }) => table));
  return [...wanted]
    .filter((table) => !withRows.has(table) && !isBelowPage(table))
    .filter((table) => kindOf({ path: table.path, title: '', table }, map) !== 'skip')
    .map((table) => ({
      id: table.id ?? table.path.slice(0, 512),
      notionId: table.id,
      path: table.path,
      folder: table.folder,
      title: table.name === '' ? 'Untitled' : table.name,
      kind: undefined,
      page: undefined,
      properties: [],
      cells: [],
      table,
      hash: undefined,
    }));
}
