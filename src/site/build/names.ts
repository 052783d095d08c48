import { CanonError } from '../../fault/error.ts';
import { fileName } from '../folded-name.ts';
import { DEVICE } from '../urls.ts';

/**
 * Whether a path names a file inside of the site's folder on every file system. Addresses are made of such names only;
 * it is asked again where files are written and removed, whatever a record, or a list that was found there, says.
 */
export function isInside(path: string): boolean {
  if (path.length > 4000 || /[\0-\u001f\\:*?"<>|]/.test(path)) return false;
  return path
    .split('/')
    .every((part) => part !== '' && part.length <= 255 && !/[. ]$/.test(part) && !isOdd(part));
}

const isOdd = (part: string): boolean => part.toLowerCase() === '.git' || DEVICE.test(part);

/**
 * @throws E_SITE_NAMES where a path leads out of the folder, or two of them are one file on some file system
 */
export function checkNames(paths: Iterable<string>): void {
  const seen = new Map<string, string>();
  for (const path of paths) {
    if (!isInside(path)) throw new CanonError('E_SITE_NAMES', { data: { one: path } });
    const folded = fileName(path);
    const other = seen.get(folded);
    if (other !== undefined) throw new CanonError('E_SITE_NAMES', { data: { one: other, other: path } });
    seen.set(folded, path);
  }
}
