import type { Page } from '../page.ts';
import { datesOf, machineDate } from '../view/dates.ts';
import { absoluteUrl } from './absolute.ts';
import type { MachineText } from './machine-text.ts';
import { element, xmlDocument, xmlText } from './xml.ts';

/** The format allows no more in one file. */
const MOST = 50_000;
const SITEMAP = 'sitemap.xml';
const xmlns = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** The map of the site (sitemaps.org); one that is too long is a list of its parts. */
export function sitemap(pages: readonly Page[], base: string, most = MOST): MachineText[] {
  const listed = pages.filter(isListed);
  if (listed.length <= most) return [{ path: SITEMAP, text: urlSet(listed, base) }];
  const parts = Array.from({ length: Math.ceil(listed.length / most) }, (_, at) => ({
    path: `sitemap-${at + 1}.xml`,
    text: urlSet(listed.slice(at * most, (at + 1) * most), base),
  }));
  const entries = parts.map(({ path }) =>
    element('sitemap', {}, element('loc', {}, absoluteUrl(base, path))),
  );
  return [{ path: SITEMAP, text: xmlDocument(element('sitemapindex', { xmlns }, ...entries)) }, ...parts];
}

/** What somebody may want to find: no pages that only lead on, and none that is made of a question. */
const isListed = ({ url, template }: Page): boolean =>
  (url === '' || url.endsWith('/')) && template !== 'moved' && url !== 'search/';

const urlSet = (pages: readonly Page[], base: string): string =>
  xmlDocument(element('urlset', { xmlns }, { xml: pages.map((page) => entryOf(page, base)).join('\n') }));

// Put together by hand: there are tens of thousands, and what is in them is nearly always plain.
function entryOf({ url, record, changed: known }: Page, base: string): string {
  const changed = record ? machineDate(datesOf(record).updated) : known?.();
  const lastmod = changed === undefined ? '' : `<lastmod>${changed}</lastmod>`;
  return `<url><loc>${xmlText(absoluteUrl(base, url))}</loc>${lastmod}</url>`;
}
