import type { SourceFile } from '../archive/source-file.ts';
import { baseOf, folderOf, pageName, type PageName } from './page-name.ts';

/** A page's file. */
export interface PageFile extends PageName {
  readonly path: string;
  readonly folder: string;
  readonly file: SourceFile;
}

/** A database: a table of its rows, some of which are pages. */
export interface TableFile extends PageName {
  readonly path: string;
  readonly folder: string;
  /** The one with all columns, where there are two. */
  readonly file: SourceFile;
  /** It is the one with all columns. */
  readonly all: boolean;
}

/** The files of an export by what they are. */
export interface ExportFiles {
  readonly pages: readonly PageFile[];
  readonly tables: readonly TableFile[];
  /** Pictures and attachments. */
  readonly others: readonly SourceFile[];
  /** The export's own list of all. */
  readonly index: SourceFile | undefined;
  /** Files that say nothing of their own: the index, the table of a view beside that of all columns. */
  readonly passed: number;
}

const ALL = /_all$/;

/** Sorts the files of an export. */
export function sortFiles(files: readonly SourceFile[]): ExportFiles {
  const pages: PageFile[] = [];
  const csv = new Map<string, { all?: SourceFile; view?: SourceFile }>();
  const others: SourceFile[] = [];
  const folders = new Set<string>();
  let index: SourceFile | undefined;
  for (const file of files) {
    const { path } = file;
    for (let folder = folderOf(path); folder !== '' && !folders.has(folder); folder = folderOf(folder))
      folders.add(folder);
    const dot = baseOf(path).lastIndexOf('.');
    const extension = dot < 0 ? '' : baseOf(path).slice(dot).toLowerCase();
    const stem = dot < 0 ? path : path.slice(0, path.lastIndexOf('.'));
    if (path === 'index.html') index = file;
    else if (extension === '.md') {
      pages.push({ ...pageName(baseOf(stem)), path, folder: folderOf(path), file });
    } else if (extension === '.csv') {
      const key = stem.replace(ALL, '');
      const pair = csv.get(key) ?? {};
      csv.set(key, { ...pair, [ALL.test(stem) ? 'all' : 'view']: file });
    } else others.push(file);
  }
  const tables: TableFile[] = [];
  let passed = index ? 1 : 0;
  for (const [stem, { all, view }] of csv) {
    const file = all ?? view;
    if (!file) continue;
    const named = pageName(baseOf(stem));
    // A table that somebody attached to a page has neither an id nor rows that are pages.
    if (!all && named.id === undefined && !folders.has(stem)) {
      others.push(file);
      continue;
    }
    if (all && view) passed += 1;
    tables.push({ ...named, path: file.path, folder: folderOf(stem), file, all: all !== undefined });
  }
  return { pages, tables, others, index, passed };
}
