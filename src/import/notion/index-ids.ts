import { normalizePath } from '../../record/link-target.ts';
import { placeInExport, plainId } from './page-name.ts';

const ENTRY = /id="id::([0-9a-f-]{36})(?:\.csv)?"\s*>\s*<a\s+href="([^"]{1,4096})"/gi;

/** Ids by path, as the export's own list of pages says them: the names of newer exports do not. */
export function indexIds(html: string): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const [, id = '', href = ''] of html.matchAll(ENTRY)) {
    if (/^[a-z][a-z0-9+.-]*:/i.test(href)) continue;
    const plain = href
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
    for (const path of new Set([plain, decoded(plain)]))
      ids.set(placeInExport(normalizePath(path)), plainId(id));
  }
  return ids;
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
