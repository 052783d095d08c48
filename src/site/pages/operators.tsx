import type { VNode } from 'preact';
import { NothingYet } from '../components/nothing-yet.tsx';
import { WeeksStrip } from '../components/weeks-strip.tsx';
import { When } from '../components/when.tsx';
import { facetUrlsOf } from '../facet-urls.ts';
import type { SiteModel } from '../model.ts';
import { type Context, definePage, type Page, type Template } from '../page.ts';
import { isGoing } from '../view/active.ts';
import { deedsOf } from '../view/deeds.ts';
import { peopleOf } from '../view/people.ts';
import { type PersonRef, type PersonView, personView, waitingBySlug } from '../view/person.ts';
import type { Relations } from '../view/relations.ts';
import { type Weeks, weekOf, weeksOf } from '../view/weeks.ts';
import { operator } from './operator.tsx';

/** Somebody as the list shows them. */
export interface PersonLine extends PersonRef, Pick<PersonView, 'initials' | 'sessions' | 'last'> {
  readonly waiting: number;
  readonly active: number;
  readonly weeks: Weeks | null;
}

/** What the list of people shows. */
export interface OperatorsView {
  readonly people: readonly PersonLine[];
}

const operators: Template<OperatorsView> = {
  name: 'operators',
  head: (_view, { words }) => ({ title: words.people.title, description: words.people.about }),
  render: ({ people }, context) => {
    const { people: say } = context.words;
    return (
      <article class="people">
        <h1>{say.title}</h1>
        <p class="quiet">{say.about}</p>
        {people.length === 0 ? (
          <NothingYet title={say.empty} help={say.emptyHelp} />
        ) : (
          <ul class="rows">
            {people.map((person) => (
              <PersonRow context={context} person={person} />
            ))}
          </ul>
        )}
      </article>
    );
  },
};

function PersonRow({
  context,
  person: { name, url, initials, waiting, active, sessions, last, weeks },
}: {
  readonly context: Context;
  readonly person: PersonLine;
}): VNode {
  const { people: say, plural } = context.words;
  return (
    <li class="row person">
      <a class="title" href={context.to(url)}>
        {name ?? say.unknown}
      </a>
      <p class="meta">
        {initials === null ? null : <span class="id">{initials}</span>}
        {waiting === 0 ? null : <strong>{plural(waiting, ...say.waiting)}</strong>}
        {active === 0 ? null : <span>{plural(active, ...say.active)}</span>}
        <span>{plural(sessions, ...say.sessions)}</span>
        {last === null ? null : (
          <span>
            {say.last} <When context={context} at={last} />
          </span>
        )}
      </p>
      {weeks === null ? null : <WeeksStrip context={context} weeks={weeks} />}
    </li>
  );
}

/** Half a year tells who is at work; their own pages have a whole one. */
const WEEKS = 26;

/** The list of people, and a page about each. */
export function operatorPages(model: SiteModel, relations: Relations): Page[] {
  const people = peopleOf(model);
  const deeds = deedsOf(model, relations);
  const waiting = waitingBySlug(relations.open);
  const { url: listOf } = facetUrlsOf(model);
  const byPath = new Map(model.records.map((record) => [record.row.path, record]));
  const refs = new Map(people.map(({ slug, name, url }): [string, PersonRef] => [slug, { name, url }]));
  const views = people.map((person) => ({
    person,
    view: personView(person, deeds.get(person.slug) ?? [], waiting.get(person.slug) ?? [], {
      relations,
      who: (slug) => refs.get(slug ?? '') ?? null,
      recordOf: ({ path }) => byPath.get(path),
      listOf,
    }),
  }));
  const weeks = views.map(({ view }) => weekOf(view.last)).filter((week) => week !== undefined);
  const end = weeks.length === 0 ? undefined : Math.max(...weeks);
  const lines = views.map(({ person, view }): PersonLine => {
    const dates = (deeds.get(person.slug) ?? []).map(({ row }) => row.created);
    return {
      name: person.name,
      url: person.url,
      initials: person.initials,
      sessions: view.sessions,
      last: view.last,
      waiting: view.waits.length + view.moreWaits,
      active: person.records.filter(isGoing).length,
      weeks: end === undefined ? null : weeksOf(dates, WEEKS, end),
    };
  });
  return [
    definePage('operators/', operators, { people: lines }),
    ...views.map(({ person, view }) => definePage(person.url, operator, view)),
  ];
}
