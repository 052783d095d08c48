import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { SessionLine } from '../view/about.ts';
import type { Cut } from '../view/cut.ts';
import { Owner } from './owner.tsx';
import { When } from './when.tsx';

/** The sessions that contributed to something, the newest first. */
export function SessionList({
  context,
  sessions: { shown, more },
  all,
}: {
  readonly context: Context;
  readonly sessions: Cut<SessionLine>;
  /** The page that lists all of them, from the site's root. */
  readonly all: string | null;
}): VNode | null {
  if (shown.length === 0) return null;
  const { record } = context.words;
  return (
    <section>
      <h2 id="sessions">{record.sessions}</h2>
      <ul class="rows">
        {shown.map(({ id, title, url, summary, owner, created }) => (
          <li class="row">
            <a class="title" href={context.to(url)}>
              {title}
            </a>
            {summary === null ? null : <p class="summary">{summary}</p>}
            <p class="meta">
              <span class="id">{id}</span>
              <Owner context={context} owner={owner} />
              <When context={context} at={created} />
            </p>
          </li>
        ))}
      </ul>
      {all === null ? null : (
        <p class="more">
          <a href={context.to(all)}>{record.more(more)}</a>
        </p>
      )}
    </section>
  );
}
