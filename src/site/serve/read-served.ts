import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { readPlainBytes } from '../../store/plain-file.ts';

const MOST = 256 << 20;

/**
 * A file of the site's folder. Undefined where there is none, or a link stands in its place or in that of a folder on
 * the way.
 * @param out the folder, links resolved
 * @param path one of the site's own list
 */
export function readServed(out: string, path: string): Buffer | undefined {
  const file = join(out, path);
  try {
    if (realpathSync.native(file) !== file) return undefined;
  } catch {
    return undefined;
  }
  return readPlainBytes(file, MOST);
}
