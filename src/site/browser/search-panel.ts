import { find, type Found } from '../../search/find.ts';
import { parseQuery } from '../../search/query.ts';
import { h } from './dom.ts';
import { addressOf, type SearchData, searchData } from './search-data.ts';
import { fillSnippets, metaOf, titleOf } from './search-hit.ts';
import { withPhrases } from './search-text.ts';
import { countOf, keepQuery } from './search-query.ts';

const SHOWN = 7;

/** Shows what is found under a box, while somebody types. Arrows, Enter, Escape. */
export function searchPanel(box: HTMLInputElement): void {
  const id = `${box.id}-results`;
  const list = h('div', { id, role: 'listbox', class: 'results' });
  const status = h('p', { role: 'status', class: 'results-status' });
  const panel = h('div', { class: 'search-panel', hidden: '' }, list, status);
  box.form?.append(panel);
  for (const [name, value] of [
    ['role', 'combobox'],
    ['aria-autocomplete', 'list'],
    ['aria-controls', id],
  ] as const)
    box.setAttribute(name, value);
  let turn = 0;
  let active = -1;

  const open = (isOpen: boolean): void => {
    panel.hidden = !isOpen;
    box.setAttribute('aria-expanded', String(isOpen && list.childElementCount > 0));
    if (!isOpen) choose(-1);
  };
  const options = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[role=option]')];
  const choose = (at: number): void => {
    const all = options();
    active = all.length === 0 ? -1 : at >= all.length ? -1 : at < -1 ? all.length - 1 : at;
    for (const [i, option] of all.entries()) option.setAttribute('aria-selected', String(i === active));
    const chosen = all[active];
    if (chosen) box.setAttribute('aria-activedescendant', chosen.id);
    else box.removeAttribute('aria-activedescendant');
    chosen?.scrollIntoView({ block: 'nearest' });
  };

  const update = async (): Promise<void> => {
    const mine = (turn += 1);
    const text = box.value;
    const query = parseQuery(text);
    if (query.parts.length === 0) {
      list.replaceChildren();
      return open(false);
    }
    const data = await searchData().catch(() => undefined);
    // Enter leads to the page of results, which says so.
    if (mine !== turn || !data) return;
    const found = find(data, query);
    const { hits, next } = await withPhrases(query, found, 0, SHOWN);
    if (mine !== turn || document.activeElement !== box) return;
    const rows = hits.map((hit, at) => option(data, hit, `${id}-${at}`));
    const all = addressOf('search/') + `?q=${encodeURIComponent(text)}`;
    const last = h(
      'a',
      { role: 'option', class: 'all', id: `${id}-all`, href: all, tabindex: '-1' },
      data.words.all,
    );
    list.setAttribute('aria-label', data.words.results);
    list.replaceChildren(...rows.map(({ row }) => row), ...(hits.length > 0 ? [last] : []));
    const isAll = next >= found.length;
    status.textContent =
      isAll && hits.length === 0
        ? data.words.none.replace('%', () => text)
        : countOf(data.words, query, { found: found.length, shown: hits.length, isAll });
    choose(-1);
    open(true);
    for (const { place, hit } of rows) void fillSnippets(place, hit, query, 1);
  };
  const option = (
    data: SearchData,
    hit: Found,
    id: string,
  ): { row: HTMLElement; place: HTMLElement; hit: Found } => {
    const query = parseQuery(box.value);
    const place = h('span', { class: 'snippets' });
    const title = h('span', { class: 'title' }, ...titleOf(hit, query));
    const href = addressOf(hit.doc.url);
    const row = h('a', { role: 'option', id, href, tabindex: '-1' }, title, metaOf(hit, data), place);
    return { row, place, hit };
  };

  box.addEventListener('input', () => {
    keepQuery(box.value);
    void update();
  });
  box.addEventListener('focus', () => void update());
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !panel.hidden) {
      event.preventDefault();
      open(false);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (panel.hidden) void update();
      else choose(active + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter' && !panel.hidden) {
      const chosen = options()[active];
      if (!chosen) return;
      event.preventDefault();
      chosen.click();
    }
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (!box.form?.contains(target as Node)) open(false);
  });
  box.form?.addEventListener('focusout', ({ relatedTarget }) => {
    if (!box.form?.contains(relatedTarget as Node | null)) open(false);
  });
  if (document.activeElement === box) void update();
}
