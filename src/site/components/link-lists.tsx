import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { AboutLinks, LinkView } from '../view/about-links.ts';
import type { Cut } from '../view/cut.ts';
import { LinkGraph, howOf } from './link-graph.tsx';

/** What a record links to and what links to it: drawn, and as a list of all. */
export function LinkLists({
  context,
  links: { to, from, graph },
}: {
  readonly context: Context;
  readonly links: AboutLinks;
}): VNode | null {
  if (to.shown.length + from.shown.length === 0) return null;
  const { record } = context.words;
  const label = record.graph(to.shown.length + to.more, from.shown.length + from.more);
  return (
    <section>
      <h2 id="links">{record.links}</h2>
      <LinkGraph context={context} to={graph.to} from={graph.from} label={label} />
      <details class="all-links">
        <summary>{record.asList}</summary>
        <List context={context} word={record.linksTo} links={to} words={record.to} />
        <List context={context} word={record.linkedFrom} links={from} words={record.from} />
      </details>
    </section>
  );
}

function List({
  context,
  word,
  links: { shown, more },
  words,
}: {
  readonly context: Context;
  readonly word: string;
  readonly links: Cut<LinkView>;
  readonly words: Readonly<Record<string, string>>;
}): VNode | null {
  if (shown.length === 0) return null;
  return (
    <>
      <h3>{word}</h3>
      <ul class="plain">
        {shown.map(({ ref: one, via }) => (
          <li>
            <a href={context.to(one.url)}>{one.title}</a>{' '}
            <span class="quiet">
              <span class="id">{one.id}</span> · {howOf(via, words)}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 ? <p class="quiet">{context.words.record.more(more)}</p> : null}
    </>
  );
}
