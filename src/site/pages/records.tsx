import type { VNode } from 'preact';
import { CardItem, type Earlier } from '../components/card.tsx';
import { Filters, type FilterBar, filterName } from '../components/filters.tsx';
import { Pager } from '../components/pager.tsx';
import { facetUrlsOf } from '../facet-urls.ts';
import type { SiteModel } from '../model.ts';
import { type Context, definePageFrom, type Page, type Template } from '../page.ts';
import { type Facet, indexUrl } from '../urls.ts';
import { type Card, cardMaker } from '../view/card.ts';
import { digester } from '../view/digest.ts';
import { type Chunk, chunksOf } from '../view/chunks.ts';
import { type Facets, facetsOf } from '../view/facets.ts';
import { type Thing, thingsOf } from '../view/folding.ts';
import type { Relations } from '../view/relations.ts';

/** A page of a list of records. */
export interface RecordsView {
  readonly bar: FilterBar;
  /** What the value of the filter is called, where that is not its value. */
  readonly name: string | null;
  /** Cards, the newest first; with what is folded under them. */
  readonly cards: readonly (readonly [card: Card, earlier: Earlier | null])[];
  readonly newer: string | null;
  readonly older: string | null;
}

/** What is folded under one card is for a glance; the rest is on a page of its own. */
const MOST_EARLIER = 20;

const records: Template<RecordsView> = {
  name: 'records',
  head: (view, context) => {
    const title = titleOf(view, context);
    const { about, aboutSome } = context.words.records;
    return { title, description: view.bar.current === null ? about : aboutSome(title) };
  },
  render: (view, context) => (
    <div class="browse">
      <h1 tabindex={-1}>{titleOf(view, context)}</h1>
      <Filters context={context} bar={view.bar} />
      <div class="found">
        <Refine context={context} current={view.bar.current} />
        {view.cards.length === 0 ? <Nothing context={context} /> : null}
        <ol class="rows cards">
          {view.cards.map(([card, earlier]) => (
            <CardItem context={context} card={card} earlier={earlier} />
          ))}
        </ol>
        <Pager context={context} newer={view.newer} older={view.older} />
      </div>
    </div>
  ),
};

function titleOf({ bar: { current }, name }: RecordsView, { words }: Pick<Context, 'words'>): string {
  if (current === null) return words.records.title;
  const [facet, value] = current;
  const called = name ?? filterName({ words }, facet, value);
  return facet === 'kind' ? called : `${words.records.of[facet]}: ${called}`;
}

/** The way to more filters at once: the search has the same ones. */
function Refine({
  context: { words, to },
  current,
}: {
  readonly context: Context;
  readonly current: FilterBar['current'];
}): VNode | null {
  if (current === null) return null;
  const [facet, value] = current;
  const quoted = /^[\p{L}\p{N}._-]+$/u.test(value) ? value : `"${value.replaceAll('"', '')}"`;
  return (
    <p class="refine">
      <a href={`${to('search/')}?q=${encodeURIComponent(`${facet}:${quoted} `)}`}>{words.records.refine}</a>
    </p>
  );
}

const Nothing = ({ context: { words } }: { readonly context: Context }): VNode => (
  <p class="empty">
    {words.records.none} <code>canon new plan "…"</code>, <code>canon new adr "…"</code>,{' '}
    <code>canon handoff</code>
  </p>
);

/** The index of everything, one card per thing, and a list for each value that records may be filtered by. */
export function recordsPages(model: SiteModel, relations: Relations): Page[] {
  const facets = facetsOf(model);
  const { url: listOf } = facetUrlsOf(model);
  const cardOf = cardMaker(model, relations);
  const names = new Map(model.operators.map(({ slug, name }) => [slug, name]));
  const bars = filterBars(facets, names);
  // A card stands on half a dozen pages: what tells it from others is worked out once.
  const digestOf = digester();
  const cardOfThing = ({ record, earlier }: Thing): Shown => [
    cardOf(record, earlier.length > 0),
    earlier.length === 0 ? null : foldOf(record, earlier),
  ];
  const foldOf = (record: Thing['record'], earlier: Thing['earlier']): Earlier => {
    const { workstream } = record.row;
    const home = workstream === undefined ? record : relations.named('workstream', workstream);
    return {
      cards: earlier.slice(0, MOST_EARLIER).map((one) => cardOf(one)),
      count: earlier.length,
      all: home?.url ?? null,
    };
  };
  const pages = chunksOf(thingsOf(model.records, relations)).map((chunk) =>
    pageOf(chunk, indexUrl, { bar: bars(null, chunk.page), name: null }, { cardOf: cardOfThing, digestOf }),
  );
  for (const facet of ['kind', 'status', 'owner', 'tag'] as const) {
    for (const { value, records } of facets[facet]) {
      const name = facet === 'owner' ? (names.get(value) ?? null) : null;
      for (const chunk of chunksOf(records)) {
        const shown = { bar: bars([facet, value], chunk.page), name };
        const address = (page?: number): string => listOf(facet, value, page);
        pages.push(pageOf(chunk, address, shown, { cardOf: (record) => [cardOf(record), null], digestOf }));
      }
    }
  }
  return pages;
}

type Shown = readonly [card: Card, earlier: Earlier | null];

function pageOf<T>(
  { entries, page, newer, older }: Chunk<T>,
  address: (page?: number) => string,
  shown: Pick<RecordsView, 'bar' | 'name'>,
  { cardOf, digestOf }: { cardOf: (entry: T) => Shown; digestOf: (card: object) => string },
): Page {
  const around = {
    ...shown,
    newer: newer === null ? null : address(newer),
    older: older === null ? null : address(older),
  };
  const cards = entries.map(cardOf);
  const digests = cards.map(([card, earlier]) =>
    earlier === null
      ? digestOf(card)
      : [digestOf(card), earlier.count, earlier.all, ...earlier.cards.map(digestOf)],
  );
  return definePageFrom(address(page), records, { ...around, digests }, () => ({ ...around, cards }));
}

/** Makes the filters of a page. The first page of all has how many there are, and the tags. */
function filterBars(
  facets: Facets,
  names: ReadonlyMap<string, string>,
): (current: FilterBar['current'], page: number) => FilterBar {
  const links = (facet: Facet, withCount: boolean): FilterBar['groups'][number] => [
    facet,
    facets[facet].map(({ value, records }) => ({
      value,
      ...(facet === 'owner' && names.has(value) ? { name: names.get(value) as string } : {}),
      ...(withCount ? { count: records.length } : {}),
    })),
  ];
  const groups = (facetNames: readonly Facet[], withCount: boolean): FilterBar['groups'] =>
    facetNames.map((facet) => links(facet, withCount)).filter(([, found]) => found.length > 0);
  const full = groups(['kind', 'status', 'owner', 'tag'], true);
  const bare = groups(['kind', 'status', 'owner'], false);
  return (current, page) => {
    if (current === null && page === 1) return { groups: full, current };
    if (current?.[0] !== 'tag') return { groups: bare, current };
    return { groups: [...bare, ['tag', [{ value: current[1] }]]], current };
  };
}
