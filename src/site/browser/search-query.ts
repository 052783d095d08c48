import type { Query } from '../../search/query.ts';
import type { SearchWords } from '../language/search.ts';

/** Keeps the query in the page's address: whoever comes back, or is sent the link, finds it again. */
export function keepQuery(text: string, how: 'replace' | 'push' = 'replace'): void {
  const url = new URL(location.href);
  if (text === '') url.searchParams.delete('q');
  else url.searchParams.set('q', text);
  if (url.href !== location.href) history[`${how}State`](null, '', url);
}

/** The query in the page's address. */
export const keptQuery = (): string => new URL(location.href).searchParams.get('q') ?? '';

/** How many were found, in the language of the page; of phrases only what was looked at is known. */
export function countOf(
  { count, partly }: SearchWords,
  query: Query,
  { found, shown, isAll }: { readonly found: number; readonly shown: number; readonly isAll: boolean },
): string {
  const number = hasPhrase(query) ? shown : found;
  const rule = new Intl.PluralRules(document.documentElement.lang).select(number);
  const text = (count[rule] ?? count.other ?? '#').replace(
    '#',
    number.toLocaleString(document.documentElement.lang),
  );
  return hasPhrase(query) && !isAll ? partly.replace('%', text) : text;
}

/** The index knows words alone: how many have a phrase it cannot tell. */
export const hasPhrase = ({ parts }: Query): boolean => parts.some(({ type }) => type === 'phrase');
