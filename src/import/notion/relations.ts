import { linkDestination, relativePath } from '../../record/markdown-write.ts';
import type { SourceProblem } from '../item.ts';
import type { Draft } from './drafts.ts';
import type { ExportFiles } from './export-files.ts';
import type { Hierarchy } from './hierarchy.ts';
import { type DraftLinks, leadsTo, type LinkTables } from './item-links.ts';
import { baseOf, folderOf } from './page-name.ts';
import type { Table } from './pages.ts';
import { addressOf, childrenToName, type Relation } from './see-also.ts';

/** What relations are made from. */
export interface Related {
  readonly drafts: readonly Draft[];
  readonly links: ReadonlyMap<Draft, DraftLinks>;
  readonly files: Pick<ExportFiles, 'others'>;
  readonly hierarchy: Hierarchy;
  readonly tables: LinkTables;
  /** Databases that have to come along. */
  readonly wanted: ReadonlySet<Table>;
}

/**
 * The lines that say of each page what is above and below it. A database has no record: what belongs to it names it, and
 * the page that it stands on; its table comes along where a page shows it, or where it says what no record does.
 */
export async function relationsOf({
  drafts,
  links,
  files,
  hierarchy,
  tables,
  wanted,
}: Related): Promise<ReadonlyMap<Draft, readonly Relation[]>> {
  const relations = new Map<Draft, Relation[]>(drafts.map((draft) => [draft, []]));
  const add = (draft: Draft, ...more: readonly Relation[]): unknown => relations.get(draft)?.push(...more);
  const byId = new Map(drafts.map((draft) => [draft.id, draft]));
  const above = (one: { readonly folder: string }): Draft | undefined => {
    const page = hierarchy.pageAbove(one);
    return page && byId.get(tables.idOf.get(page.path) ?? '');
  };
  const lead = (from: Draft, as: Relation['as'], to: Draft): Relation => ({
    as,
    name: to.title,
    href: addressOf(to, from.folder),
    to: { to: 'item', id: to.id },
  });
  const fileLine = async (
    draft: Draft,
    as: Relation['as'],
    name: string,
    path: string,
  ): Promise<Relation> => {
    const href = linkDestination(relativePath(`${draft.folder === '' ? '' : `${draft.folder}/`}x`, path));
    const to = await leadsTo(href, draft.folder, tables);
    return to ? { as, name, href, to } : { as, name };
  };
  const tableLine = async (draft: Draft, table: Table): Promise<Relation> => {
    const name = table.name === '' ? 'Untitled' : table.name;
    return wanted.has(table) || tables.assets.wasTaken(table.path)
      ? fileLine(draft, 'Database', name, table.path)
      : { as: 'Database', name };
  };

  const children = new Map<Draft, Draft[]>();
  for (const draft of drafts) {
    const parent = above(draft.page ?? draft.table ?? draft);
    if (parent && parent !== draft) {
      add(draft, lead(draft, 'Parent', parent));
      const others = children.get(parent);
      if (others) others.push(draft);
      else children.set(parent, [draft]);
    }
    if (draft.table) add(draft, await tableLine(draft, draft.table));
  }
  const withRows = new Set(drafts.map(({ table }) => table));
  for (const table of wanted) {
    const parent = withRows.has(table) || tables.assets.wasTaken(table.path) ? undefined : above(table);
    if (parent) add(parent, await tableLine(parent, table));
  }
  for (const [parent, below] of children) {
    const linked = new Set(
      [...(links.get(parent)?.links.values() ?? [])].flatMap((to) => (to.to === 'item' ? [to.id] : [])),
    );
    for (const child of childrenToName(below, linked)) add(parent, lead(parent, 'Subpage', child));
  }
  for (const file of files.others) {
    if (tables.assets.wasTaken(file.path)) continue;
    const owner = above({ folder: folderOf(file.path) });
    if (owner) add(owner, await fileLine(owner, 'File', baseOf(file.path), file.path));
    else tables.problems.push(unused(file.path));
  }
  return relations;
}

const unused = (path: string): SourceProblem => ({ code: 'import-notion-unused', path, lost: true });
