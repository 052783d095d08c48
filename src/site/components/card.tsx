import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { Card } from '../view/card.ts';
import { Badge } from './badge.tsx';
import { Meter } from './meter.tsx';
import { RecordRow } from './row.tsx';
import { When } from './when.tsx';

/** What is folded under a card. */
export interface Earlier {
  /** The newest first. */
  readonly cards: readonly Card[];
  /** How many there are, and the page that lists those which are not here. */
  readonly count: number;
  readonly all: string | null;
}

/** A thing in a list: its newest iteration, and the earlier ones under it. One `<li>` of a list `.rows.cards`. */
export function CardItem({
  context,
  card,
  earlier,
}: {
  readonly context: Context;
  readonly card: Card;
  readonly earlier?: Earlier | null;
}): VNode {
  const { words, to, listOf } = context;
  return (
    <li class="card">
      <p class="line">
        <a class="title" href={to(card.url)}>
          {card.title}
        </a>{' '}
        {card.latest ? <span class="latest">{words.records.latest}</span> : null}
      </p>
      {card.summary === null ? null : <p class="summary">{card.summary}</p>}
      <p class="meta">
        <Badge context={context} status={card.status} />
        <span>{words.kinds[card.kind]}</span>
        <Meter context={context} done={card.progress?.done ?? 0} total={card.progress?.total ?? 0} />
        {card.owner === null ? null : <span class="thin">{card.owner.name}</span>}
        <When context={context} at={card.created} />
        {card.kind === 'session' ? <span class="id thin">{card.id}</span> : null}
        <span class="thin plan">{(card.plan ?? card.workstream)?.title}</span>
      </p>
      {card.tags.length === 0 ? null : (
        <p class="tags">
          {card.tags.slice(0, MOST_TAGS).map((tag) => (
            <a href={to(listOf('tag', tag))}>{tag}</a>
          ))}
        </p>
      )}
      {earlier ? <Fold context={context} earlier={earlier} /> : null}
    </li>
  );
}

const MOST_TAGS = 8;

const Fold = ({
  context,
  earlier: { cards, count, all },
}: {
  readonly context: Context;
  readonly earlier: Earlier;
}): VNode => (
  <details class="fold">
    <summary>{context.words.records.earlier(count)}</summary>
    <ol class="rows">
      {cards.map((card) => (
        <RecordRow context={context} row={card} />
      ))}
    </ol>
    {count > cards.length && all !== null ? (
      <p class="more">
        <a href={context.to(all)}>{context.words.records.more(count - cards.length)}</a>
      </p>
    ) : null}
  </details>
);
