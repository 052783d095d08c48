import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { ChangeView } from '../view/changes.ts';
import type { Cut } from '../view/cut.ts';
import { Commit } from './commit.tsx';
import { Owner } from './owner.tsx';
import { When } from './when.tsx';

/** How a record has evolved: its commits by day, the newest first. Each day can be linked to. */
export function Changes({
  context,
  changes: { shown, more },
}: {
  readonly context: Context;
  readonly changes: Cut<ChangeView>;
}): VNode | null {
  if (shown.length === 0) return null;
  const { record } = context.words;
  return (
    <section>
      <h2 id="history">{record.history}</h2>
      <ol class="history">
        {byDay(shown).map(({ day, changes }) => (
          <li id={`d-${day}`}>
            <h3 class="date">
              <a href={`#d-${day}`}>
                <When context={context} at={day} day />
              </a>
            </h3>
            <ul class="plain">
              {changes.map(({ sha, subject, what, by, session }) => (
                <li>
                  <p>{subject === '' ? sha.slice(0, 9) : subject}</p>
                  <p class="meta">
                    <span>{record[what]}</span>
                    <Commit context={context} sha={sha} />
                    <Owner context={context} owner={by} />
                    {session === null ? null : (
                      <a class="id" href={context.to(session.url)} title={session.title}>
                        {session.id}
                      </a>
                    )}
                  </p>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {more > 0 ? <p class="quiet">{record.earlier(more)}</p> : null}
    </section>
  );
}

interface Day {
  readonly day: string;
  readonly changes: ChangeView[];
}

/** Days in the order in which they come; clocks that disagree make no second heading of a day. */
function byDay(changes: readonly ChangeView[]): Day[] {
  const days = new Map<string, Day>();
  for (const change of changes) {
    const day = change.at.slice(0, 10);
    const known = days.get(day);
    if (known) known.changes.push(change);
    else days.set(day, { day, changes: [change] });
  }
  return [...days.values()];
}
