import { linkTarget } from './link-target.ts';
import { linkDestination, relativePath } from './markdown-write.ts';

// A destination behind `](` or `]:`, in angle brackets or up to the next blank or bracket.
const DESTINATION = /(\]\(|\]:)([ \t]*)(<[^<>\n]*>|[^\s()<>]+)(?=[\s)]|$)/g;

/**
 * Markdown of one record as it stands in another: relative links lead where they led before. What only looks like a
 * link (in code) stays as it is.
 *
 * @param from the file the text was written for, relative to the project's root; `to` the one it is going to
 */
export async function rebaseLinks(text: string, from: string, to: string, prefix = ''): Promise<string> {
  if (!text.includes('](') && !text.includes(']:')) return text;
  const { markdownLinks } = await import('./markdown-links.ts');
  const real = new Set(markdownLinks(text).map(({ href }) => decoded(href)));
  return text.replace(DESTINATION, (all, open: string, blanks: string, written: string) => {
    const href = written.startsWith('<') ? written.slice(1, -1) : written;
    if (href.startsWith('/') || !real.has(decoded(href))) return all;
    const target = linkTarget(href, from, prefix);
    if (target.to !== 'file' && target.to !== 'same-file') return all;
    const path = target.to === 'file' ? target.path : from;
    const rest = /[?#].*$/s.exec(href)?.[0] ?? '';
    return open + blanks + linkDestination(relativePath(to, path)) + rest;
  });
}

function decoded(href: string): string {
  try {
    return decodeURI(href);
  } catch {
    return href;
  }
}
