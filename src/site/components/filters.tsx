import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import { type Facet, indexUrl } from '../urls.ts';

/** One filter. */
export interface FilterLink {
  readonly value: string;
  /** What it is called; its value where that says it. */
  readonly name?: string;
  /** How many records it leaves. Only the first page of all says it: a new record would change every other. */
  readonly count?: number;
}

/** The filters that a page offers. */
export interface FilterBar {
  readonly groups: readonly (readonly [facet: Facet, links: readonly FilterLink[]])[];
  /** What the page is filtered by. */
  readonly current: readonly [facet: Facet, value: string] | null;
}

/** What a value of a facet is called. */
export function filterName({ words }: Pick<Context, 'words'>, facet: Facet, value: string): string {
  const { kinds } = words.records;
  if (facet === 'kind') return Object.hasOwn(kinds, value) ? kinds[value as keyof typeof kinds] : value;
  return facet === 'status' ? words.state(value) : value;
}

/** So many are offered at a glance; the rest are folded away. */
const MOST = 60;

/** Links to the records that share a value. */
export function Filters({
  context,
  bar: { groups, current },
}: {
  readonly context: Context;
  readonly bar: FilterBar;
}): VNode {
  const { records } = context.words;
  return (
    <nav class="filters" aria-label={records.filters} data-swap="">
      <a class="chip all" href={context.to(indexUrl())} aria-current={current === null ? 'page' : undefined}>
        {records.all}
      </a>
      {groups.map(([facet, links]) => (
        <Group context={context} facet={facet} links={links} current={current} />
      ))}
    </nav>
  );
}

function Group({
  context,
  facet,
  links,
  current,
}: {
  readonly context: Context;
  readonly facet: Facet;
  readonly links: readonly FilterLink[];
  readonly current: FilterBar['current'];
}): VNode {
  const { records } = context.words;
  const label = `by-${facet}`;
  const chip = ({ value, name, count }: FilterLink): VNode => (
    <li>
      <a
        class="chip"
        href={context.to(context.listOf(facet, value))}
        aria-current={current?.[0] === facet && current[1] === value ? 'page' : undefined}
      >
        {name ?? filterName(context, facet, value)}
        {count === undefined ? null : <span class="count">{count}</span>}
      </a>
    </li>
  );
  return (
    <div class="group" id={facet === 'tag' ? 'tags' : undefined}>
      <h2 id={label}>{records.of[facet]}</h2>
      <ul class="chips" aria-labelledby={label}>
        {links.slice(0, MOST).map(chip)}
        {facet === 'tag' && current !== null ? (
          <li>
            <a class="chip" href={context.to(`${indexUrl()}#tags`)}>
              {records.allTags}
            </a>
          </li>
        ) : null}
      </ul>
      {links.length > MOST ? (
        <details class="fold">
          <summary>{records.more(links.length - MOST)}</summary>
          <ul class="chips" aria-labelledby={label}>
            {links.slice(MOST).map(chip)}
          </ul>
        </details>
      ) : null}
    </div>
  );
}
