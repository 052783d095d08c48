import type { Found } from '../../search/find.ts';
import type { Query } from '../../search/query.ts';
import { type Snippet, snippetsOf } from '../../search/snippets.ts';
import { h, icon } from './dom.ts';
import type { SearchData } from './search-data.ts';
import { blocksOf } from './search-text.ts';

/** The state whose sign is that of what has been replaced, whatever it says of itself. */
const SUPERSEDED = 'superseded';

/** A text with what was found marked. */
function marked({ text, marks }: Snippet): (Node | string)[] {
  let at = 0;
  const parts = marks.flatMap(([start, end]) => {
    const before = text.slice(at, start);
    at = end;
    return [before, h('mark', {}, text.slice(start, end))];
  });
  return [...parts, text.slice(at)];
}

/** The title of a hit. */
export const titleOf = ({ doc, terms }: Found, query: Query): (Node | string)[] => {
  const [piece] = snippetsOf([doc.title], terms, query, { most: 1, width: 1000 });
  return piece ? marked(piece) : [doc.title];
};

/** What a hit is: state, kind, id, day, and what has replaced it. */
export function metaOf({ doc }: Found, { states, names, words }: SearchData): HTMLElement {
  const { lang } = document.documentElement;
  const { supersededBy } = doc;
  const state = states[supersededBy === '' ? doc.status : SUPERSEDED];
  const day = Date.parse(doc.created.slice(0, 10));
  const format = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, {
    dateStyle: 'medium',
    timeZone: 'UTC',
  });
  return h(
    'span',
    { class: 'meta' },
    state &&
      h(
        'span',
        { class: `badge ${state.tone}` },
        icon(state.path),
        supersededBy === '' ? names[`status:${doc.status}`] : words.replaced.replace('%', () => supersededBy),
      ),
    h('span', {}, names[`kind:${doc.kind}`]),
    h('span', { class: 'id thin' }, doc.id),
    Number.isNaN(day) ? undefined : h('span', {}, format.format(day)),
  );
}

/** Fills in where in a record it was found, once its page is there. */
export async function fillSnippets(
  place: HTMLElement,
  hit: Found,
  query: Query,
  most: number,
): Promise<void> {
  if (hit.score === 0) return;
  const pieces = snippetsOf(await blocksOf(hit.doc), hit.terms, query, { most });
  place.replaceChildren(...pieces.map((piece) => h('span', { class: 'snippet' }, ...marked(piece))));
}
