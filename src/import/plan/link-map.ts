import { linkDestination, relativePath } from '../../record/markdown-write.ts';
import { type Asset, ASSETS, type LinkTo } from '../item.ts';

/** Where an asset is kept, from the project's root. */
export const assetPath = ({ hash, extension }: Pick<Asset, 'hash' | 'extension'>): string =>
  `${ASSETS}/${hash}.${/^[a-z0-9]{1,16}$/.test(extension) ? extension : 'bin'}`;

/**
 * What the destinations of an item become in its record: relative links that work on GitHub, in editors and on disk. A
 * link to what has no record stays as it is written.
 * @param file of the record; `fileOf` that of another item's, `assets` those that come along
 */
export function linkMap(
  links: ReadonlyMap<string, LinkTo>,
  file: string,
  fileOf: (id: string) => string | undefined,
  assets: ReadonlyMap<string, Pick<Asset, 'hash' | 'extension'>>,
): Map<string, string> {
  const map = new Map<string, string>();
  for (const [href, link] of links) {
    const next = destinationOf(link, file, fileOf, assets);
    if (next !== undefined && next !== href) map.set(href, next);
  }
  return map;
}

function destinationOf(
  link: LinkTo,
  file: string,
  fileOf: (id: string) => string | undefined,
  assets: ReadonlyMap<string, Pick<Asset, 'hash' | 'extension'>>,
): string | undefined {
  const to = (path: string, rest = ''): string => linkDestination(relativePath(file, path)) + rest;
  switch (link.to) {
    case 'item': {
      const path = fileOf(link.id);
      const { fragment = '' } = link;
      return path === undefined
        ? undefined
        : to(path, fragment === '' || fragment.startsWith('#') ? fragment : `#${fragment}`);
    }
    case 'asset': {
      const asset = assets.get(link.hash);
      return asset && to(assetPath(asset));
    }
    case 'file':
      return to(link.path, link.rest ?? '');
  }
}
