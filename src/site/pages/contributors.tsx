import { CardItem } from '../components/card.tsx';
import { Pager } from '../components/pager.tsx';
import { RefLink } from '../components/ref-link.tsx';
import type { SiteRecord } from '../model.ts';
import { definePage, type Page, type Template } from '../page.ts';
import { contributorsUrl } from '../urls.ts';
import type { Card, CardMaker } from '../view/card.ts';
import { chunksOf } from '../view/chunks.ts';
import { lastChange } from '../view/dates.ts';
import { type Ref, refOf } from '../view/ref.ts';

/** A page of the sessions that contributed to something. */
export interface ContributorsView {
  readonly to: Ref;
  /** The newest first. */
  readonly cards: readonly Card[];
  readonly newer: string | null;
  readonly older: string | null;
}

const contributors: Template<ContributorsView> = {
  name: 'contributors',
  head: ({ to: { title } }, { words: { record } }) => ({
    title: `${record.sessions}: ${title}`,
    description: record.sessionsOf(title),
  }),
  render: ({ to, cards, newer, older }, context) => (
    <div class="lists">
      <p class="crumbs">
        <span>{context.words.kinds[to.kind]}</span> <RefLink context={context} ref={to} />
      </p>
      <h1 tabindex={-1}>{context.words.record.sessions}</h1>
      <ol class="rows cards">
        {cards.map((card) => (
          <CardItem context={context} card={card} />
        ))}
      </ol>
      <Pager context={context} newer={newer} older={older} />
    </div>
  ),
};

/** All sessions that contributed to a record, the newest first, on pages that a new one does not reorder. */
export function contributorsPages(
  record: SiteRecord,
  sessions: readonly SiteRecord[],
  cardOf: CardMaker,
): Page[] {
  const address = (page: number | null): string | null =>
    page === null ? null : contributorsUrl(record, page);
  return chunksOf(sessions).map(({ entries, page, newer, older }) => ({
    ...definePage(contributorsUrl(record, page), contributors, {
      to: refOf(record),
      cards: entries.map((one) => cardOf(one)),
      newer: address(newer),
      older: address(older),
    }),
    changed: () => lastChange(entries),
  }));
}
