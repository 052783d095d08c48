import type { Searchable } from '../../search/find.ts';
import { indexOf } from '../../search/index-of.ts';
import type { SearchManifest, Shard } from '../../search/words.ts';
import type { SearchWords } from '../language/search.ts';

/** Everything that search needs of the site. */
export type SearchData = Searchable & Omit<SearchManifest<SearchWords>, 'shards'>;

/** The address of something that is named from the site's root, decoded. */
export const addressOf = (url: string): string =>
  new URL(
    (document.documentElement.dataset['root'] ?? '') + url.split('/').map(encodeURIComponent).join('/'),
    document.baseURI,
  ).href;

let loading: Promise<SearchData> | undefined;

/** Loads the index, once. What did not come is asked for again the next time. */
export function searchData(): Promise<SearchData> {
  loading ??= load();
  loading.catch(() => (loading = undefined));
  return loading;
}

async function load(): Promise<SearchData> {
  // The list is asked for anew, what it lists never changes.
  const { shards, ...rest } = await json<SearchManifest<SearchWords>>('search/index.json', 'no-cache');
  const parts = await Promise.all(shards.map((url) => json<Shard>(url, 'default')));
  return {
    ...rest,
    docs: parts.flatMap(({ docs }) => docs),
    index: indexOf(parts.map(({ words }) => words)),
  };
}

async function json<T>(url: string, cache: RequestCache): Promise<T> {
  const answer = await fetch(addressOf(url), { cache });
  if (!answer.ok) throw new Error(url);
  return (await answer.json()) as T;
}
