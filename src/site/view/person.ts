import { instantOf, isDated } from '../../work/order.ts';
import { type OpenItem, isWaitingFor } from '../../work/open-items.ts';
import { type ImportedItem, ownFirst } from '../../work/own-first.ts';
import { excerpt } from '../excerpt.ts';
import type { SiteRecord } from '../model.ts';
import type { FacetUrl } from '../facet-urls.ts';
import { type Owned, ownedOf } from './owned.ts';
import type { Person } from './people.ts';
import { type Ref, refOf } from './ref.ts';
import type { Relations } from './relations.ts';
import { type Weeks, weeksOf } from './weeks.ts';

/** A person by name, and where their page is. */
export interface PersonRef {
  readonly name: string | null;
  readonly url: string;
}

/** Something that waits for somebody, or a question to them. */
export interface Waits {
  /** `w1` */
  readonly item: string;
  readonly text: string;
  readonly isQuestion: boolean;
  readonly record: Ref;
  /** Where it stands, from the site's root. */
  readonly at: string;
  readonly created: string | null;
  /** Whoever waits; null where it is the same person. */
  readonly from: PersonRef | null;
  /** Of imported sessions: in so many it stands. */
  readonly times: number | null;
}

/** The page about somebody. Plain JSON. */
export interface PersonView {
  readonly slug: string;
  /** Their page, from the site's root. */
  readonly url: string;
  readonly name: string | null;
  readonly initials: string | null;
  readonly sessions: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly waits: readonly Waits[];
  readonly moreWaits: number;
  readonly owns: readonly Owned[];
  readonly days: readonly { readonly day: string | null; readonly deeds: readonly Deed[] }[];
  /** Deeds that are not shown. */
  readonly more: number;
  /** All records that are theirs, from the site's root; null where there are none. */
  readonly all: string | null;
  readonly weeks: Weeks | null;
}

/** Something that somebody did. */
export interface Deed extends Ref {
  readonly summary: string | null;
}

/** What is read in a glance; the rest is in the record. */
const LONGEST = 240;
const MOST_WAITS = 100;
const MOST_DEEDS = 60;
/** A year, and the week in which it began. */
const WEEKS = 53;

/** How records and people are found. */
export interface Finders {
  readonly relations: Relations;
  readonly who: (slug: string | undefined) => PersonRef | null;
  readonly recordOf: (item: OpenItem) => SiteRecord | undefined;
  readonly listOf: FacetUrl;
}

/** What is told of somebody. */
export function personView(
  person: Person,
  deeds: readonly SiteRecord[],
  waiting: readonly OpenItem[],
  { relations, who, recordOf, listOf }: Finders,
): PersonView {
  const { slug, name, initials, url, records } = person;
  const sessions = records.filter(({ row }) => row.kind === 'session');
  const dates = deeds.map(({ row }) => row.created).filter(isDated);
  const { own, imported } = ownFirst(waiting);
  // What an import has brought has waited longest of all, and mostly in vain.
  const waits = [...oldestFirst(own), ...imported].flatMap((item) =>
    waitsOf(item, recordOf(item), who(item.from), slug),
  );
  return {
    slug,
    url,
    name,
    initials,
    sessions: sessions.length,
    first: dates.at(-1) ?? null,
    last: dates[0] ?? null,
    waits: waits.slice(0, MOST_WAITS),
    moreWaits: Math.max(0, waits.length - MOST_WAITS),
    owns: ownedOf(records, relations),
    days: byDay(deeds.slice(0, MOST_DEEDS)),
    more: Math.max(0, deeds.length - MOST_DEEDS),
    all: records.length === 0 ? null : listOf('owner', slug),
    weeks: weeksOf(dates, WEEKS),
  };
}

/** What has waited longest comes first, and what nobody knows since when. */
function oldestFirst(items: readonly OpenItem[]): OpenItem[] {
  const at = ({ created }: OpenItem): number => instantOf(created) ?? Number.MIN_SAFE_INTEGER;
  return items.toSorted((a, b) => at(a) - at(b));
}

function waitsOf(
  item: OpenItem | ImportedItem,
  record: SiteRecord | undefined,
  from: PersonRef | null,
  slug: string,
): Waits[] {
  if (!record) return [];
  const id = item.ref.slice(item.ref.indexOf('#') + 1);
  return [
    {
      item: id,
      text: excerpt(item.text, LONGEST),
      isQuestion: item.type === 'question',
      record: refOf(record),
      at: `${record.documentUrl}#${id}`,
      created: item.created ?? null,
      from: item.from === slug ? null : from,
      times: 'times' in item ? item.times : null,
    },
  ];
}

function byDay(deeds: readonly SiteRecord[]): PersonView['days'] {
  const days = new Map<string | null, Deed[]>();
  for (const record of deeds) {
    const { created, summary } = record.row;
    const day = isDated(created) ? created.slice(0, 10) : null;
    const deed = { ...refOf(record), summary: summary ?? record.facts.lead };
    const others = days.get(day);
    if (others) others.push(deed);
    else days.set(day, [deed]);
  }
  return [...days].map(([day, of]) => ({ day, deeds: of }));
}

/** Open items by whom they wait for. */
export function waitingBySlug(open: readonly OpenItem[]): Map<string, OpenItem[]> {
  const found = new Map<string, OpenItem[]>();
  for (const item of open) {
    const slug = item.for;
    if (slug === undefined || !isWaitingFor(item, slug)) continue;
    const theirs = found.get(slug);
    if (theirs) theirs.push(item);
    else found.set(slug, [item]);
  }
  return found;
}
