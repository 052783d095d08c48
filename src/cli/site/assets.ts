import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where the site's style and scripts were built to: beside the bundle, or from the sources' point of view in `dist`. */
export function assetsFolder(): string {
  const beside = join(import.meta.dirname, 'site');
  return existsSync(join(beside, 'site.css')) ? beside : join(import.meta.dirname, '../../../dist/site');
}
