import type { BuiltSite } from './built-site.ts';

/** The address of a page's file, from the site's root. */
export const urlOf = (file: string): string => file.replace(/(^|\/)index\.html$/, '$1');

// Pages that are alike have one shape: what stands after a kind's folder is a star.
function shapeOf(url: string): string {
  const parts = url.split('/');
  return parts.map((part, at) => (at > 0 && part !== 'document' && part !== '' ? '*' : part)).join('/');
}

/** Every page that has something to look at: what only sends on to another has not. */
export const pageFilesOf = (site: BuiltSite): string[] =>
  site.files.filter((file) => file.endsWith('.html') && !/http-equiv="?refresh/i.test(site.read(file)));

/** Addresses of a few pages of every shape that a site has, those with the most text first; `404.html` among them. */
export function samplePages(site: BuiltSite, each = 1): string[] {
  const shapes = new Map<string, { url: string; size: number }[]>();
  for (const file of pageFilesOf(site)) {
    const text = site.read(file);
    const url = urlOf(file);
    const shape = url.startsWith('records/') ? url.split('/').slice(0, 2).join('/') : shapeOf(url);
    const alike = shapes.get(shape) ?? [];
    alike.push({ url, size: text.length });
    shapes.set(shape, alike);
  }
  return [...shapes.values()].flatMap((alike) =>
    alike
      .sort((a, b) => b.size - a.size || (a.url < b.url ? -1 : 1))
      .slice(0, each)
      .map(({ url }) => url),
  );
}
