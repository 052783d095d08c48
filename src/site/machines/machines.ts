import type { Diagnostic } from '../../fault/diagnostic.ts';
import { CONFIG_PATH } from '../../store/config.ts';
import { keyOf, type SiteFile } from '../build/site-file.ts';
import type { Words } from '../language/words.ts';
import { fileName } from '../folded-name.ts';
import type { SiteModel, SiteSettings } from '../model.ts';
import type { Page } from '../page.ts';
import { peopleOf } from '../view/people.ts';
import { feeds } from './feeds.ts';
import { indexJson } from './index-json.ts';
import { llmsText } from './llms.ts';
import type { MachineText } from './machine-text.ts';
import { robots } from './robots.ts';
import { sitemap } from './sitemap.ts';

/** What a site cannot have as it is set up. */
export const machineNotes = ({ url }: Pick<SiteSettings, 'url'>): Diagnostic[] =>
  url === undefined ? [{ code: 'site-no-url', severity: 'warning', path: CONFIG_PATH }] : [];

/** What programs read: lists of records, feeds, the map of the site. */
export function machineFiles(model: SiteModel, pages: readonly Page[], words: Words): SiteFile[] {
  const { url } = model.settings;
  const texts: MachineText[] = [
    // A host that runs Jekyll would leave out what begins with an underscore.
    { path: '.nojekyll', text: '' },
    indexJson(model),
    llmsText(model, words),
    ...(url === undefined
      ? []
      : [...feeds(model, url, peopleOf(model), words), ...sitemap(pages, url), ...robots(url)]),
  ];
  // A record may be called `feed.xml`: its page goes before.
  const taken = new Set(pages.map((page) => fileName(page.url)));
  return texts
    .filter(({ path }) => !taken.has(fileName(`${path}/`)))
    .map(({ path, text }) => ({ path, key: keyOf(text), make: () => ({ content: text }) }));
}
