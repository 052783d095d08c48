/**
 * The path that a request asks for, from the site's root, decoded: `plans/flip/`. Undefined for one that no page has:
 * what is to be read is looked up in the list of the site's files besides.
 * @param target the request line's own, with its query
 */
export function sitePath(target: string | undefined): string | undefined {
  const [written = ''] = (target ?? '').split(/[?#]/);
  if (!written.startsWith('/')) return undefined;
  const path = decoded(written)?.slice(1);
  if (path === undefined || /[\0\\]/.test(path)) return undefined;
  const parts = path.split('/');
  const isOdd = (part: string, at: number): boolean =>
    part === '.' || part === '..' || (part === '' && at < parts.length - 1);
  return parts.some(isOdd) ? undefined : path;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
