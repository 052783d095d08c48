import type { VNode } from 'preact';
import { Part } from '../components/part.tsx';
import { DeedRow, OwnedRow, WaitsRow } from '../components/person-rows.tsx';
import { Said } from '../components/said.tsx';
import { WeeksChart } from '../components/weeks-strip.tsx';
import { When } from '../components/when.tsx';
import type { Words } from '../language/words.ts';
import { feedBelow } from '../machines/feed-names.ts';
import type { Context, Template } from '../page.ts';
import type { PersonView } from '../view/person.ts';

const nameOf = ({ name }: Pick<PersonView, 'name'>, { people: say }: Words): string => name ?? say.unknown;

/** The page about somebody: what waits on them, what they own, what they did, and when. */
export const operator: Template<PersonView> = {
  name: 'operator',
  head: (view, { words }) => ({
    title: nameOf(view, words),
    description: sumOf(view, words),
    feed: { url: feedBelow(view.url), title: nameOf(view, words) },
  }),
  render: (view, context) => {
    const { people: say } = context.words;
    return (
      <article class="person">
        <header>
          {view.initials === null ? null : <p class="id">{view.initials}</p>}
          <h1>{nameOf(view, context.words)}</h1>
          <p class="quiet">
            {sumOf(view, context.words)}
            {view.last === null ? null : (
              <>
                {' · '}
                {say.last} <When context={context} at={view.last} />
              </>
            )}
          </p>
          {view.initials === null && view.name !== null ? (
            <p class="quiet">
              {say.stranger} <Said text={say.strangerHelp} />
            </p>
          ) : null}
        </header>
        <Waiting context={context} view={view} />
        <Owning context={context} view={view} />
        <Activity context={context} view={view} />
        <Deeds context={context} view={view} />
      </article>
    );
  },
};

/** "12 sessions since 3 March 2026" */
const sumOf = ({ sessions, first }: PersonView, { people: say, plural, date }: Words): string =>
  `${plural(sessions, ...say.sessions)}${first === null ? '' : ` ${say.since} ${date(first)}`}`;

interface Shown {
  readonly context: Context;
  readonly view: PersonView;
}

function Waiting({ context, view: { waits, moreWaits } }: Shown): VNode {
  const { people: say, plural } = context.words;
  return (
    <Part id="waiting" title={say.waits}>
      {waits.length === 0 ? <p class="quiet">{say.waitsNone}</p> : null}
      <ul class="rows">
        {waits.map((one) => (
          <WaitsRow context={context} waits={one} />
        ))}
      </ul>
      {moreWaits === 0 ? null : <p class="quiet">{plural(moreWaits, ...say.more)}</p>}
    </Part>
  );
}

function Owning({ context, view: { owns } }: Shown): VNode | null {
  const { people: say } = context.words;
  if (owns.length === 0) return null;
  return (
    <Part id="owns" title={say.owns}>
      <ul class="rows">
        {owns.map((one) => (
          <OwnedRow context={context} owned={one} />
        ))}
      </ul>
    </Part>
  );
}

function Activity({ context, view: { weeks } }: Shown): VNode | null {
  if (weeks === null) return null;
  return (
    <Part id="activity" title={context.words.people.activity}>
      <WeeksChart context={context} weeks={weeks} />
    </Part>
  );
}

function Deeds({ context, view: { days, more, all } }: Shown): VNode {
  const { people: say, plural, date } = context.words;
  return (
    <Part id="did" title={say.did}>
      {days.length === 0 ? <p class="quiet">{say.didNone}</p> : null}
      {days.map(({ day, deeds }) => (
        <>
          <h3 class="day">{day === null ? say.undated : <time datetime={day}>{date(day)}</time>}</h3>
          <ul class="rows">
            {deeds.map((deed) => (
              <DeedRow context={context} deed={deed} />
            ))}
          </ul>
        </>
      ))}
      {all === null ? null : (
        <p class="onward">
          <a href={context.to(all)}>{say.all}</a>
          {more === 0 ? null : <span class="quiet"> · {plural(more, ...say.more)}</span>}
          {context.settings.url === undefined ? null : (
            <>
              {' · '}
              <a href={context.to(feedBelow(context.url))}>{say.feed}</a>
            </>
          )}
        </p>
      )}
    </Part>
  );
}
