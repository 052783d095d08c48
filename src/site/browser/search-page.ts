import { filterOf, valuesOf } from '../../search/filters.ts';
import { filtered, type Found, matched } from '../../search/find.ts';
import { parseQuery, type Query, toggleFilter } from '../../search/query.ts';
import { fold } from '../../search/tokens.ts';
import { h } from './dom.ts';
import { addressOf, type SearchData, searchData } from './search-data.ts';
import { fillSnippets, metaOf, titleOf } from './search-hit.ts';
import { countOf, hasPhrase, keepQuery, keptQuery } from './search-query.ts';
import { withPhrases } from './search-text.ts';

const AT_ONCE = 20;
const MOST_VALUES = 12;
const FACETS = ['kind', 'status', 'owner', 'tag'] as const;

/** The page of all results: what the box says, with filters that change the query. */
export function searchPage(place: HTMLElement, box: HTMLInputElement): void {
  const status = h('p', { role: 'status', class: 'quiet' });
  const filters = h('details', { class: 'search-filters', hidden: '' });
  filters.open = matchMedia('(min-width: 48rem)').matches;
  const list = h('ul', { class: 'rows search-results' });
  const more = h('button', { type: 'button', class: 'button', hidden: '' });
  place.replaceChildren(status, filters, list, more);
  let turn = 0;
  let showMore = async (): Promise<void> => {};
  more.addEventListener('click', () => void showMore());

  /** @param focus the filter that was used: what was there is drawn anew, and the keyboard stays where it was */
  const update = async (focus?: string): Promise<void> => {
    const mine = (turn += 1);
    const query = parseQuery(box.value);
    const data = await searchData().catch(() => undefined);
    if (mine !== turn) return;
    if (!data) {
      status.textContent = place.dataset['searchPage'] ?? '';
      return;
    }
    const all = query.parts.length === 0 ? [] : matched(data, query);
    const found = filtered(all, query);
    filters.hidden = query.parts.length === 0;
    filters.replaceChildren(h('summary', {}, data.words.filters), ...facets(data, all, query, box.value));
    for (const one of filters.querySelectorAll('a')) if (one.dataset['value'] === focus) one.focus();
    more.textContent = data.words.more;
    list.replaceChildren();
    let from = 0;
    let shown = 0;
    const show = async (): Promise<void> => {
      const { hits, next } = await withPhrases(query, found, from, AT_ONCE);
      if (mine !== turn) return;
      from = next;
      shown += hits.length;
      list.append(...hits.map((hit) => rowOf(hit, query, data)));
      more.hidden = next >= found.length;
      status.textContent =
        query.parts.length === 0
          ? ''
          : shown === 0 && more.hidden
            ? `${data.words.none.replace('%', () => box.value)}. ${data.words.noneHint}`
            : countOf(data.words, query, { found: found.length, shown, isAll: more.hidden });
    };
    showMore = show;
    await show();
  };

  filters.addEventListener('click', (event) => {
    const link = (event.target as Element).closest('a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const label = link.dataset['value'];
    box.value = new URL(link.href).searchParams.get('q') ?? '';
    keepQuery(box.value, 'push');
    void update(label);
  });
  box.addEventListener('input', () => {
    keepQuery(box.value);
    void update();
  });
  box.form?.addEventListener('submit', (event) => {
    event.preventDefault();
    list.querySelector('a')?.focus();
  });
  addEventListener('popstate', () => {
    box.value = keptQuery();
    void update();
  });
  void update();
}

function rowOf(hit: Found, query: Query, data: SearchData): HTMLElement {
  const snippets = h('p', { class: 'snippets' });
  void fillSnippets(snippets, hit, query, 3);
  const link = h('a', { class: 'title', href: addressOf(hit.doc.url) }, ...titleOf(hit, query));
  return h('li', { class: 'row' }, link, h('p', { class: 'facts-line' }, metaOf(hit, data)), snippets);
}

/** The values by which what was found can be narrowed down, with how many have each. */
function facets(data: SearchData, all: readonly Found[], query: Query, text: string): HTMLElement[] {
  const { words, names } = data;
  return FACETS.flatMap((name) => {
    const counts = new Map<string, number>();
    // Those that would be found without the filters of this name: another value may be chosen as well.
    const holds = filterOf(query, name);
    for (const { doc } of all)
      for (const value of holds(doc) ? valuesOf(doc, name) : [])
        if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
    const chosen = new Set(
      query.parts.flatMap((part) =>
        part.type === 'filter' && part.name === name && !part.not ? [part.value] : [],
      ),
    );
    const values = [...counts].toSorted(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
    const links = values.slice(0, MOST_VALUES).map(([value, count]) => {
      const filter = `${name}:${value}`;
      const href = `?q=${encodeURIComponent(toggleFilter(text, name, value))}`;
      const pressed = chosen.has(fold(value)) ? { 'aria-current': 'true' } : {};
      const about = { class: 'filter', href, 'data-value': filter, ...pressed };
      const number = hasPhrase(query) ? [] : [' ', h('span', { class: 'quiet' }, String(count))];
      return h('li', {}, h('a', about, names[filter] ?? value, ...number));
    });
    if (links.length < 2 && chosen.size === 0) return [];
    return [
      h(
        'div',
        { class: 'filter-group' },
        h('h2', {}, words[name]),
        h('ul', { class: 'filters-list' }, ...links),
      ),
    ];
  });
}
