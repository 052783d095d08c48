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

/** @param out absolute; it is there */
export function ownFolders(out: string): OwnFolders {
  const known = new Map<string, boolean>([['.', true]]);
  const look = (dir: string): boolean => {
    const seen = known.get(dir);
    if (seen !== undefined) return seen;
    const there =
      look(dirname(dir)) && lstatSync(join(out, dir), { throwIfNoEntry: false })?.isDirectory() === true;
    known.set(dir, there);
    return there;
  };
  const make = (dir: string): void => {
    if (look(dir)) return;
    make(dirname(dir));
    try {
      mkdirSync(join(out, dir));
    } catch (cause) {
      throw new CanonError('E_SITE_FOLDER', { data: { out, why: 'foreign', files: [dir] }, cause });
    }
    known.set(dir, true);
  };
  return { make: (path) => make(dirname(path)), isThere: (path) => look(dirname(path)) };
}
