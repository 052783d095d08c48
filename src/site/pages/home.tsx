import type { ComponentChild, VNode } from 'preact';
import { ActiveList } from '../components/active-list.tsx';
import { Part } from '../components/part.tsx';
import { SessionDays } from '../components/session-days.tsx';
import { WaitingList } from '../components/waiting-list.tsx';
import type { SiteModel } from '../model.ts';
import { type Context, definePage, type Page, type Template } from '../page.ts';
import { facetUrl } from '../urls.ts';
import { type ActiveWork, activeWork } from '../view/active.ts';
import { type Card, cardMaker } from '../view/card.ts';
import { byDay, type Day } from '../view/days.ts';
import type { Relations } from '../view/relations.ts';
import { openQuestions, type Waiting, type WaitingLine, waitingOn } from '../view/waiting.ts';

/** What the first page shows: it is to be read in one go, and loads nothing that is not looked at. */
export interface HomeView {
  readonly title: string;
  readonly waiting: readonly Waiting[];
  readonly questions: { readonly lines: readonly WaitingLine[]; readonly count: number };
  readonly active: { readonly work: readonly ActiveWork[]; readonly more: number };
  readonly days: readonly Day<Card>[];
  readonly hasWorkstreams: boolean;
}

const MOST_WAITING = 5;
const MOST_QUESTIONS = 10;
const MOST_ACTIVE = 12;
const MOST_SESSIONS = 20;

const home: Template<HomeView> = {
  name: 'home',
  head: ({ title }, { words }) => ({ title, description: words.home.about }),
  render: (view, context) => (
    <>
      <h1 class="hidden">{view.title}</h1>
      <WaitingParts context={context} view={view} />
      <ActivePart context={context} view={view} />
      <Sessions context={context} view={view} />
    </>
  ),
};

interface Drawn {
  readonly context: Context;
  readonly view: HomeView;
}

function WaitingParts({ context, view: { waiting, questions } }: Drawn): ComponentChild {
  const { home } = context.words;
  return (
    <>
      {waiting.map(({ who, lines, more, moreImported }, at) => (
        <Part id={`waiting-${at + 1}`} title={who === null ? home.waitsOnNobody : home.waitsOn(who.name)}>
          <WaitingList context={context} lines={lines} />
          {more > 0 ? (
            <More context={context} url={who?.url}>
              {moreImported > 0 ? home.moreImported(more, moreImported) : home.more(more)}
            </More>
          ) : null}
        </Part>
      ))}
      {waiting.length === 0 ? (
        <Part id="waiting" title={home.waitsOnNobody}>
          <p class="empty">{home.nothingWaits}</p>
        </Part>
      ) : null}
      {questions.count > 0 ? (
        <details class="part fold">
          <summary>{home.questions(questions.count)}</summary>
          <WaitingList context={context} lines={questions.lines} />
        </details>
      ) : null}
    </>
  );
}

/** How many more there are: nothing is left out without a word, also where no page has it. */
const More = ({
  context,
  url,
  children,
}: {
  readonly context: Context;
  readonly url: string | null | undefined;
  readonly children: string;
}): VNode => <p class="more">{url ? <a href={context.to(url)}>{children}</a> : children}</p>;

function ActivePart({ context, view: { active, hasWorkstreams } }: Drawn): VNode {
  const { home } = context.words;
  return (
    <Part id="active" title={home.active}>
      {active.work.length === 0 ? (
        <p class="empty">
          {home.nothingActive} <code>canon new workstream "…"</code>
        </p>
      ) : (
        <ActiveList context={context} work={active.work} />
      )}
      {hasWorkstreams ? (
        <p class="more">
          <a href={context.to(facetUrl('kind', 'workstream'))}>{home.allWorkstreams}</a>
        </p>
      ) : null}
    </Part>
  );
}

function Sessions({ context, view: { days } }: Drawn): VNode {
  const { home } = context.words;
  if (days.length === 0) {
    return (
      <Part id="sessions" title={home.noSessions}>
        <p class="empty">
          {home.firstSession} <code>canon handoff</code>
        </p>
      </Part>
    );
  }
  return (
    <>
      <SessionDays context={context} days={days} />
      <p class="part more">
        <a href={context.to(facetUrl('kind', 'session'))}>{home.allSessions}</a>
      </p>
    </>
  );
}

/** The first page: what waits on whom, what goes on, and what was done last. */
export function homePage(model: SiteModel, relations: Relations): Page {
  const cardOf = cardMaker(model, relations);
  const sessions = model.records.filter(({ row }) => row.kind === 'session').slice(0, MOST_SESSIONS);
  return definePage('', home, {
    title: model.settings.title,
    waiting: waitingOn(model, relations, MOST_WAITING),
    questions: openQuestions(model, relations, MOST_QUESTIONS),
    active: activeWork(model, relations, MOST_ACTIVE),
    days: byDay(sessions.map((record) => cardOf(record))),
    hasWorkstreams: model.records.some(({ row }) => row.kind === 'workstream'),
  });
}
