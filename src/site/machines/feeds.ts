import { KINDS } from '../../record/kinds.ts';
import type { Words } from '../language/words.ts';
import type { SiteModel, SiteRecord } from '../model.ts';
import { facetUrl, KIND_FOLDER } from '../urls.ts';
import { datesOf, machineDate } from '../view/dates.ts';
import type { Person } from '../view/people.ts';
import { absoluteUrl } from './absolute.ts';
import { atom, type FeedEntry } from './atom.ts';
import { FEED, feedBelow } from './feed-names.ts';
import type { MachineText } from './machine-text.ts';

/** So many entries are kept in a feed: who reads it less often has the site. */
const MOST = 50;
const MOST_TAGS = 20;

/** The feeds of a site: of everything, of each kind, of each person. */
export function feeds(
  { settings, records }: SiteModel,
  base: string,
  people: readonly Person[],
  words: Words,
): MachineText[] {
  const names = new Map(people.map((person) => [person.slug, person.name ?? words.people.unknown]));
  const feed = (path: string, page: string, title: string, all: readonly SiteRecord[]): MachineText => {
    const entries = newest(all).map((record) => entryOf(record, base, names));
    const about = { author: settings.title, language: settings.language, title, entries };
    return { path, text: atom({ ...about, self: absoluteUrl(base, path), page: absoluteUrl(base, page) }) };
  };
  return [
    feed(FEED, '', settings.title, records),
    ...KINDS.map((kind) =>
      feed(
        feedBelow(`${KIND_FOLDER[kind]}/`),
        facetUrl('kind', kind),
        `${settings.title}: ${words.machines.kinds[kind]}`,
        records.filter(({ row }) => row.kind === kind),
      ),
    ),
    ...people.map(({ slug, url, records: theirs }) =>
      feed(feedBelow(url), url, `${settings.title}: ${names.get(slug) ?? slug}`, theirs),
    ),
  ];
}

/** What has no date is in no feed: nobody could say whether it is new. */
function newest(records: readonly SiteRecord[]): SiteRecord[] {
  const found: SiteRecord[] = [];
  for (const record of records) {
    if (machineDate(datesOf(record).created) !== undefined) found.push(record);
    if (found.length === MOST) break;
  }
  return found;
}

function entryOf(record: SiteRecord, base: string, names: ReadonlyMap<string, string>): FeedEntry {
  const { row, facts, url } = record;
  const { created, updated } = datesOf(record);
  const published = machineDate(created) ?? '';
  return {
    url: absoluteUrl(base, url),
    title: row.title,
    summary: row.summary ?? facts.lead,
    author: row.owner === undefined ? null : (names.get(row.owner) ?? row.owner),
    published,
    updated: machineDate(updated) ?? published,
    tags: (row.tags ?? []).slice(0, MOST_TAGS),
  };
}
