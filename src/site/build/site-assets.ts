import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { SiteAssets } from '../page.ts';
import type { SiteFile } from './site-file.ts';

/**
 * The style and the scripts of every page, from the folder that they were built into. Their names have a hash of what
 * is in them, so that browsers may keep them. No page loads the picture, but whoever shows a link to one.
 */
export function siteAssets(
  folder: string,
  isPublished: boolean,
): {
  readonly assets: SiteAssets;
  readonly files: readonly SiteFile[];
} {
  const files: SiteFile[] = [];
  const add = (name: string): string => {
    const content = readFileSync(join(folder, name));
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 8);
    const kind = extname(name);
    const path = `assets/${name.slice(0, -kind.length)}-${hash}${kind}`;
    files.push({ path, key: hash, make: () => ({ content }) });
    return path;
  };
  return {
    assets: {
      style: add('site.css'),
      script: add('site.js'),
      theme: add('theme.js'),
      search: add('search.js'),
      icon: add('icon.svg'),
      preview: isPublished ? add('preview.png') : undefined,
    },
    files,
  };
}
