import type { SourceFile } from '../archive/source-file.ts';
import type { ExportFiles, PageFile, TableFile } from './export-files.ts';
import { baseOf, folderOf, pageName, plainId } from './page-name.ts';
import { normalizePath } from '../../record/link-target.ts';

/** Where a link of a page leads. */
export type Resolved =
  | { readonly to: 'page'; readonly page: PageFile; readonly fragment?: string }
  | { readonly to: 'table'; readonly table: TableFile }
  | { readonly to: 'file'; readonly file: SourceFile }
  /** To something that the export should have, and has not. */
  | { readonly to: 'missing' }
  /** Out of the export, or nowhere. */
  | { readonly to: 'elsewhere' };

/** @param folder of the page that has the link */
export type Resolve = (href: string, folder: string) => Resolved;

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const NOTION = /^(?:https?:)?\/\/(?:[^/?#@]*\.)?notion\.(?:so|site|com)(?::\d+)?(?=[/?#]|$)|^notion:\/\//i;
const HEX = /([0-9a-f]{32}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?=[/?#&]|$)/gi;

/** Makes a test of where links lead, whichever of its two forms Notion gave them. */
export function createResolve(files: ExportFiles, idOf: (page: PageFile) => string | undefined): Resolve {
  const byId = new Map<string, Resolved>();
  const byPath = new Map<string, Resolved>();
  const byFolded = new Map<string, Resolved | undefined>();
  const add = (path: string, id: string | undefined, target: Resolved): void => {
    if (id !== undefined && !byId.has(id)) byId.set(id, target);
    byPath.set(path.normalize('NFC'), target);
    const folded = foldPath(path);
    // Two that differ in case alone are told apart by nothing else.
    byFolded.set(folded, byFolded.has(folded) ? undefined : target);
  };
  for (const page of files.pages) add(page.path, idOf(page), { to: 'page', page });
  for (const table of files.tables) {
    const target: Resolved = { to: 'table', table };
    add(table.path, table.id, target);
    // Both of its tables are the same database.
    add(
      table.path.replace(/(_all)?\.csv$/i, (_, all?: string) => (all ? '.csv' : '_all.csv')),
      undefined,
      target,
    );
  }
  for (const file of files.others) add(file.path, undefined, { to: 'file', file });
  const known = (id: string): Resolved | undefined => byId.get(plainId(id));

  const inNotion = (href: string): Resolved => {
    const [, query = ''] = /\?([^#]*)/.exec(href) ?? [];
    const peek = /(?:^|&)p=([0-9a-f-]{32,36})(?=&|$)/i.exec(query)?.[1];
    const path = href.replace(/[?#].*$/s, '');
    const last = [...path.matchAll(HEX)].at(-1)?.[1];
    const found = (peek && known(peek)) ?? (last && known(last)) ?? undefined;
    return found ? withFragment(found, href) : { to: 'elsewhere' };
  };

  return (href, folder) => {
    if (NOTION.test(href)) return inNotion(href);
    if (SCHEME.test(href) || href.startsWith('//') || href.startsWith('#') || href === '')
      return { to: 'elsewhere' };
    if (href.startsWith('/')) return inNotion(href);
    for (const path of paths(href, folder)) {
      const found = byPath.get(path.normalize('NFC')) ?? byFolded.get(foldPath(path));
      if (found) return withFragment(found, href);
    }
    // The folder has another name than it had: what a page's file is called says which it is.
    const bare = decodedPath(href.replace(/[?#].*$/s, ''));
    const { id } = pageName(baseOf(bare).replace(/(?:_all)?\.[a-z0-9]+$/i, ''));
    return (id === undefined ? undefined : known(id)) ?? { to: 'missing' };
  };
}

function* paths(href: string, folder: string): Generator<string> {
  for (const part of new Set([href.replace(/[?#].*$/s, ''), href])) {
    const plain = decodedPath(part);
    for (const from of new Set([folder, folderOf(folder), ''])) yield normalizePath(`${from}/${plain}`);
  }
}

const foldPath = (path: string): string => path.normalize('NFKC').toLowerCase();

/** Percent codes as they were meant; what is none stays as it is. */
export function decodedPath(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href.replace(/(?:%[0-9a-f]{2})+/gi, (codes) => {
      try {
        return decodeURIComponent(codes);
      } catch {
        return codes;
      }
    });
  }
}

/** The fragment of a block is an id that nothing has any more. */
function withFragment(found: Resolved, href: string): Resolved {
  const fragment = /#(.+)$/s.exec(href)?.[1];
  if (found.to !== 'page' || fragment === undefined || /^[0-9a-f-]{32,36}$/i.test(fragment)) return found;
  return { ...found, fragment };
}
