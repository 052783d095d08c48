import { absoluteUrl } from './absolute.ts';
import type { MachineText } from './machine-text.ts';

/** What search engines are told. Only where the site has a host of its own: below a path nobody would look. */
export function robots(base: string): MachineText[] {
  if (new URL(base).pathname !== '/') return [];
  return [
    { path: 'robots.txt', text: `User-agent: *\nAllow: /\n\nSitemap: ${absoluteUrl(base, 'sitemap.xml')}\n` },
  ];
}
