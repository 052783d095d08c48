/** Where a link leads: out of the repository's sight, to a place in the same file, or to a file. */
export type LinkTarget =
  | { readonly to: 'elsewhere' }
  | { readonly to: 'same-file' }
  /** `path` is relative to the project's root; it may start with `../` where the project is a subfolder. */
  | { readonly to: 'file'; readonly path: string }
  /** A destination that no file can have (a broken percent code, a NUL). */
  | { readonly to: 'nowhere' };

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

function decode(href: string): string | undefined {
  if (!href.includes('%')) return href;
  try {
    return decodeURIComponent(href);
  } catch {
    return undefined;
  }
}

/** `a/b/../c` → `a/c`; leading `..` stay. */
export function normalizePath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/**
 * Resolves a link as GitHub and editors do: relative to the file it stands in; with a leading slash,
 * relative to the top of the repository.
 * @param fromPath the file that holds the link, relative to the project's root
 * @param prefix the project's root relative to the repository's top, `''` or with a slash at its end
 */
export function linkTarget(href: string, fromPath: string, prefix = ''): LinkTarget {
  if (SCHEME.test(href) || href.startsWith('//')) return { to: 'elsewhere' };
  const bare = href.replace(/[?#].*$/s, '');
  if (bare === '') return { to: 'same-file' };
  const decoded = decode(bare);
  if (decoded === undefined || decoded.includes('\0')) return { to: 'nowhere' };
  if (decoded.startsWith('/')) {
    const up = '../'.repeat(prefix.split('/').filter(Boolean).length);
    const path = normalizePath(decoded);
    return { to: 'file', path: path.startsWith(prefix) ? path.slice(prefix.length) : up + path };
  }
  const folder = fromPath.includes('/') ? fromPath.slice(0, fromPath.lastIndexOf('/') + 1) : '';
  return { to: 'file', path: normalizePath(folder + decoded) };
}
