import type { ArchiveLimits } from './limits.ts';
import type { FileTrouble } from './source-file.ts';

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001F\u007F\u2028\u2029]/;

/**
 * The path of an entry as it is used from here on: with forward slashes and without `.`; or why there is none. Windows
 * writes backslashes, and what a hostile archive writes must lead nowhere on any system.
 */
export function entryPath(
  name: string,
  limits: Pick<ArchiveLimits, 'path' | 'folders'>,
): { readonly path: string } | { readonly trouble: FileTrouble } {
  const slashed = name.replaceAll('\\', '/');
  if (slashed.startsWith('/') || /^[a-z]:/i.test(slashed)) return { trouble: 'outside' };
  const parts = slashed.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return { trouble: 'outside' };
  if (parts.length === 0 || parts.length > limits.folders) return { trouble: 'name' };
  if (CONTROL.test(slashed) || Buffer.byteLength(slashed) > limits.path) return { trouble: 'name' };
  return { path: parts.join('/') };
}

/** What systems leave beside files, and nobody wrote. */
export const isLitter = (path: string): boolean =>
  /(?:^|\/)(?:__MACOSX(?:\/|$)|\.DS_Store$|\._[^/]*$|Thumbs\.db$|desktop\.ini$)/i.test(path);
