import type { PageFile, TableFile } from './export-files.ts';
import { baseOf, folderOf } from './page-name.ts';

/** What stands above what: pages and databases have their children in a folder of their name. */
export interface Hierarchy {
  /** The page that a page, a database or a file belongs to. */
  readonly pageAbove: (one: { readonly folder: string }) => PageFile | undefined;
  /** The database in whose folder a page lies. */
  readonly tableAbove: (page: PageFile) => TableFile | undefined;
  /** A page has children in that folder as well. */
  readonly isShared: (page: PageFile) => boolean;
}

/** Finds owners of folders: `Name <id>/`, or `Name/` in newer exports. */
export function createHierarchy(pages: readonly PageFile[], tables: readonly TableFile[]): Hierarchy {
  const pageAt = owners(pages);
  const tableAt = owners(tables);
  const pageAbove = (one: { readonly folder: string }): PageFile | undefined => {
    for (let folder = one.folder; folder !== ''; folder = folderOf(folder)) {
      const page = pageAt.get(folder);
      if (page && page !== one) return page;
      const table = tableAt.get(folder);
      if (table && table !== one) return pageAbove(table);
    }
    return undefined;
  };
  return {
    pageAbove,
    tableAbove: (page) => (page.folder === '' ? undefined : tableAt.get(page.folder)),
    isShared: (page) => pageAt.has(page.folder),
  };
}

/** By the folder of their children. One with its id in the folder's name is meant for sure. */
function owners<T extends PageFile | TableFile>(all: readonly T[]): ReadonlyMap<string, T> {
  const byFolder = new Map<string, T>();
  const sure = (one: T): string => join(one.folder, baseOf(one.path).replace(/(?:_all)?\.[a-z]+$/i, ''));
  for (const one of all) if (one.name !== '') byFolder.set(join(one.folder, one.name), one);
  for (const one of all) byFolder.set(sure(one), one);
  return byFolder;
}

const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);
