import { destinationsIn } from '../markdown/destinations.ts';
import type { LinkTo, SourceProblem } from '../item.ts';
import type { Assets } from './assets.ts';
import type { Draft } from './drafts.ts';
import { baseOf } from './page-name.ts';
import { markLinks } from './property-links.ts';
import { decodedPath, type Resolve } from './resolve-link.ts';

/** Where the links of a page lead. */
export interface DraftLinks {
  /** By destination as written. */
  readonly links: ReadonlyMap<string, LinkTo>;
  /** Destinations that lead nowhere any more. */
  readonly dead: ReadonlySet<string>;
  /** Lines of the properties, their links in Markdown's own form. */
  readonly properties: readonly string[];
  readonly cells: readonly string[];
}

/** Links of one page that lead nowhere, and are named. */
const MOST_NAMED = 20;

/** What destinations are looked up in. */
export interface LinkTables {
  readonly resolve: Resolve;
  /** Ids of items by path of the page. */
  readonly idOf: ReadonlyMap<string, string>;
  readonly assets: Assets;
  readonly problems: SourceProblem[];
}

const SCHEME = /^[a-z][a-z0-9+.-]*:|^\/\//i;

/** Finds out where all links of a page lead, and takes the files that it shows. */
export async function linksOf(draft: Draft, tables: LinkTables): Promise<DraftLinks> {
  const links = new Map<string, LinkTo>();
  const dead = new Set<string>();
  const leads = (href: string): boolean => {
    const found = tables.resolve(href, draft.folder);
    return (
      found.to === 'file' || found.to === 'table' || (found.to === 'page' && tables.idOf.has(found.page.path))
    );
  };
  const lines = (properties: Draft['properties']): string[] =>
    properties.map(({ key, value }) => `${key}: ${markLinks(value, leads)}`.trimEnd());
  const properties = lines(draft.properties);
  const cells = lines(draft.cells);
  const text = [draft.page?.head.body ?? '', ...properties, ...cells].join('\n\n');
  for (const { href } of await destinationsIn(text)) {
    if (links.has(href) || dead.has(href)) continue;
    const to = await leadsTo(href, draft.folder, tables);
    if (to) links.set(href, to);
    else if (!SCHEME.test(href) && !href.startsWith('#') && href !== '') {
      dead.add(href);
      if (dead.size <= MOST_NAMED && tables.resolve(href, draft.folder).to === 'missing')
        tables.problems.push({
          code: 'import-notion-missing',
          path: draft.path,
          args: { target: shownTarget(href) },
          lost: false,
        });
    }
  }
  return { links, dead, properties, cells };
}

/** The end of a destination, as people read it: where it was is said by the page. */
const shownTarget = (href: string): string => baseOf(decodedPath(href)).slice(-120);

/** What a destination becomes; undefined where it stays as it is. */
export async function leadsTo(
  href: string,
  folder: string,
  { resolve, idOf, assets }: Pick<LinkTables, 'resolve' | 'idOf' | 'assets'>,
): Promise<LinkTo | undefined> {
  const found = resolve(href, folder);
  if (found.to === 'page') {
    const id = idOf.get(found.page.path);
    if (id === undefined) return undefined;
    return { to: 'item', id, ...(found.fragment !== undefined && { fragment: found.fragment }) };
  }
  if (found.to !== 'file' && found.to !== 'table') return undefined;
  const hash = await assets.take(found.to === 'file' ? found.file : found.table.file);
  return hash === undefined ? undefined : { to: 'asset', hash };
}
