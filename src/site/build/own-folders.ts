import { lstatSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CanonError } from '../../fault/error.ts';

/** The folders below a site's own, each looked at once: no link is ever gone through. */
export interface OwnFolders {
  /** Makes the folder of a file. @throws E_SITE_FOLDER where something else stands in its place */
  make(path: string): void;
  /** Whether the folder of a file is one, and all above it. */
  isThere(path: string): boolean;
}

/**
 * @param out absolute; it is there
 * @param seen how folders stood just now, `-` where there is none
 */
export function ownFolders(out: string, seen: ReadonlyMap<string, string> = new Map()): OwnFolders {
  const known = new Map<string, boolean>([['.', true]]);
  for (const [dir, stamp] of seen) known.set(dir, stamp !== '-');
  /** Folders that were made here: nothing is in them yet. */
  const fresh = new Set<string>();
  const look = (dir: string): boolean => {
    const before = known.get(dir);
    if (before !== undefined) return before;
    const above = dirname(dir);
    const there =
      look(above) &&
      !fresh.has(above) &&
      lstatSync(join(out, dir), { throwIfNoEntry: false })?.isDirectory() === true;
    known.set(dir, there);
    return there;
  };
  const make = (dir: string): void => {
    if (look(dir)) return;
    make(dirname(dir));
    try {
      mkdirSync(join(out, dir));
    } catch (cause) {
      // A full disk or a missing right is nobody's file: it is told for what it is.
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
      throw new CanonError('E_SITE_FOLDER', { data: { out, why: 'foreign', files: [dir] }, cause });
    }
    known.set(dir, true);
    fresh.add(dir);
  };
  return { make: (path) => make(dirname(path)), isThere: (path) => look(dirname(path)) };
}
