import { keyOf, type SiteFile } from '../build/site-file.ts';
import type { SiteModel } from '../model.ts';
import type { Page } from '../page.ts';

/** What programs read: lists of records, feeds, the map of the site. */
export function machineFiles(_model: SiteModel, _pages: readonly Page[]): SiteFile[] {
  return [
    // A host that runs Jekyll would leave out what begins with an underscore.
    { path: '.nojekyll', key: keyOf(''), make: () => ({ content: '' }) },
  ];
}
