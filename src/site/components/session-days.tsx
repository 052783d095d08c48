import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { Card } from '../view/card.ts';
import type { Day } from '../view/days.ts';
import { Badge } from './badge.tsx';

/** Sessions, day by day; each day is an anchor. */
export const SessionDays = ({
  context,
  days,
}: {
  readonly context: Context;
  readonly days: readonly Day<Card>[];
}): VNode => (
  <div class="days">
    {days.map(({ day, entries }) => (
      <section class="part">
        <h2 class="day" id={day === '' ? 'no-day' : day}>
          <a href={day === '' ? '#no-day' : `#${day}`}>
            {day === '' ? context.words.home.noDay : <time datetime={day}>{context.words.date(day)}</time>}
          </a>
        </h2>
        <ul class="rows log">
          {entries.map((card) => (
            <Session context={context} card={card} />
          ))}
        </ul>
      </section>
    ))}
  </div>
);

const Session = ({ context, card }: { readonly context: Context; readonly card: Card }): VNode => (
  <li class="row">
    <a class="title" href={context.to(card.url)}>
      {card.title}
    </a>
    {card.summary === null ? null : <p class="summary">{card.summary}</p>}
    <p class="meta">
      <Badge context={context} status={card.status} />
      {card.owner === null ? null : <span>{card.owner.name}</span>}
      {card.workstream === null ? null : <span class="thin">{card.workstream.title}</span>}
      <span class="id">{card.id}</span>
    </p>
  </li>
);
