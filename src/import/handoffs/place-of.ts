import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import { slugify } from '../../record/slug.ts';
import { type Listing, listFiles } from './list-files.ts';

/** What is imported, and where it stands to the project. */
export interface Place {
  readonly listing: Listing;
  /** From the project's root to the folder of the listing, with a slash at its end; undefined outside of the project. */
  readonly below: string | undefined;
  /** From the project's root to what was named; undefined outside of it. */
  readonly under: string | undefined;
}

/**
 * Looks at what was named.
 * @param history it may be what git alone knows of
 * @throws E_IMPORT_NO_SOURCE, E_IMPORT_TOO_MANY_FILES
 */
export function placeOf(root: string, absolute: string, named: string, history: boolean): Place {
  if (history && !existsSync(absolute)) {
    const under = belowRoot(root, absolute);
    if (under === undefined) throw new CanonError('E_IMPORT_NO_SOURCE', { data: { path: named } });
    const listing = { base: root, single: false, files: [], problems: [] };
    return { listing, below: '', under: under.replace(/\/$/, '') };
  }
  const listing = listFiles(absolute, named);
  const below = belowRoot(root, listing.base);
  if (below === undefined) return { listing, below, under: undefined };
  const under = listing.single ? below + (listing.files[0]?.path ?? '') : below.replace(/\/$/, '');
  return { listing, below, under };
}

/** From the project's root to a folder, with a slash at its end; undefined for one outside. */
function belowRoot(root: string, base: string): string | undefined {
  const way = relative(root, base).split(sep).join('/');
  if (way === '') return '';
  return way === '..' || way.startsWith('../') || resolve(root, way) !== base ? undefined : `${way}/`;
}

/** A slug of the way to what is imported. */
export async function nameOf(root: string, absolute: string): Promise<string> {
  const way = relative(root, absolute).split(sep).join('/');
  const outside = way.startsWith('../') || way === '..' || resolve(root, way) !== absolute;
  const name = way === '' ? 'project' : outside ? absolute.split(sep).slice(-2).join('/') : way;
  return slugify(name.replace(/[/.]+/g, ' '));
}
