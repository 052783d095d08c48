import type { Kind } from '../../record/kinds.ts';
import type { Known } from '../item.ts';
import { type ImportMap, mappedKind } from '../map.ts';
import { kindOfColumns, kindOfName, kindOfTitle } from './kind-names.ts';
import { pageName } from './page-name.ts';

/** What is known of a page that says what kind of record it becomes. */
export interface KindHints {
  readonly path: string;
  readonly title: string;
  readonly table?: { readonly name: string; readonly columns: readonly string[] } | undefined;
  /** The title of the page above. */
  readonly above?: string | undefined;
}

/** The kind of a page, or `skip`; undefined where nothing says one. */
export function kindOf(
  { path, title, table, above }: KindHints,
  map: ImportMap,
): Known<Kind> | 'skip' | undefined {
  const names = [table?.name, above].filter((name) => name !== undefined);
  const mapped = mappedKind(map, path, names) ?? mappedKind(map, plainPath(path), names);
  if (mapped === 'skip') return 'skip';
  if (mapped !== undefined) return { value: mapped, from: 'map' };
  const named = kindOfTitle(title) ?? (table && kindOfName(table.name)) ?? kindOfParent(above);
  if (named !== undefined) return { value: named, from: 'name' };
  const guessed = table && kindOfColumns(table.columns);
  return guessed === undefined ? undefined : { value: guessed, from: 'guess' };
}

// A page above others is a collection only if its title says nothing else: `Project Alpha` has no projects below.
const kindOfParent = (title: string | undefined): Kind | undefined =>
  title !== undefined &&
  /^[^\p{L}\d]*(?:(?:the|our|all|team|все|наши)\s+)?[\p{L}-]+[^\p{L}\d]*$/iu.test(title)
    ? kindOfName(title)
    : undefined;

/** A path as people see it, without ids. */
const plainPath = (path: string): string =>
  path
    .split('/')
    .map((part, i, all) => {
      if (i < all.length - 1) return pageName(part).name || part;
      const dot = part.lastIndexOf('.');
      const [stem, extension] = dot < 0 ? [part, ''] : [part.slice(0, dot), part.slice(dot)];
      return (pageName(stem).name || stem) + extension;
    })
    .join('/');
