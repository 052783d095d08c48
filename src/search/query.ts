import { fold, tokensIn } from './tokens.ts';

/** What records are narrowed down by, as in `kind:plan`. */
export const FILTERS = ['kind', 'status', 'owner', 'tag', 'plan', 'workstream'] as const;
export type FilterName = (typeof FILTERS)[number];

/** One thing that was asked for. */
export type Part =
  | { readonly type: 'word'; readonly text: string; readonly not: boolean }
  /** `"exact phrase"`: its words, folded. */
  | { readonly type: 'phrase'; readonly words: readonly string[]; readonly not: boolean }
  | { readonly type: 'filter'; readonly name: FilterName; readonly value: string; readonly not: boolean };

/** A query: all of its parts have to hold; of filters with one name, one has to. */
export interface Query {
  readonly parts: readonly Part[];
  /** Nothing stands behind its last word: whoever types may not be done with it. */
  readonly open: boolean;
}

// A dash before it, then a filter, a phrase or a word. A quote that is never closed goes to the end.
const PART = /(-?)(?:([a-z]+):(?:"([^"]*)"?|(\S+))|"([^"]*)"?|(\S+))/gi;

/** Reads a query. Every text is one: a filter that there is not is a word. */
export function parseQuery(text: string): Query {
  const parts: Part[] = [];
  for (const [written, dash, name = '', quoted, bare, phrase, word] of text.matchAll(PART)) {
    const not = dash !== '';
    const value = quoted ?? bare;
    const filter = FILTERS.find((one) => one === name.toLowerCase());
    if (value !== undefined && filter) {
      const folded = fold(value).trim();
      if (folded !== '') parts.push({ type: 'filter', name: filter, value: folded, not });
    } else if (phrase !== undefined || quoted !== undefined) {
      const words = tokensIn(phrase ?? `${name} ${quoted}`).map(({ word }) => word);
      if (words.length > 0) parts.push({ type: 'phrase', words, not });
    } else {
      const said = word ?? written.slice(not ? 1 : 0);
      if (tokensIn(said).length > 0) parts.push({ type: 'word', text: said, not });
    }
  }
  return { parts, open: parts.at(-1)?.type === 'word' && !/\s$/.test(text) };
}

/** The query with a filter put in, or taken out where it is in already. */
export function toggleFilter(text: string, name: FilterName, value: string): string {
  const folded = fold(value);
  let taken = false;
  const rest = text.replace(PART, (written) => {
    const [part] = parseQuery(written).parts;
    if (part?.type !== 'filter' || part.not || part.name !== name || part.value !== folded) return written;
    taken = true;
    return '';
  });
  const kept = rest.replace(/\s+/g, ' ').trim();
  if (taken) return kept;
  return `${kept} ${name}:${/[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value}`.trim();
}
