import type { SearchDoc, SearchText } from '../../src/search/document.ts';
import { find, type Found, type Searchable } from '../../src/search/find.ts';
import { wordCounter } from '../../src/search/count-words.ts';
import { indexOf } from '../../src/search/index-of.ts';
import { parseQuery } from '../../src/search/query.ts';

/** A record as a test writes it down. */
export type Written = Partial<SearchDoc & SearchText> & { readonly id: string };

const doc = (written: Written): SearchDoc => ({
  kind: 'session',
  title: written.id,
  url: '',
  status: '',
  owner: '',
  tags: [],
  created: '',
  supersededBy: '',
  plan: [],
  workstream: [],
  ...written,
});

const text = ({ id, title = id, names = id, summary = '', text = '' }: Written): SearchText => ({
  title,
  names,
  summary,
  text,
});

/** Records, indexed in groups of two. */
export function searchable(...records: readonly Written[]): Searchable {
  const groups = [];
  const wordsOf = wordCounter();
  for (let at = 0; at < records.length; at += 2) groups.push(records.slice(at, at + 2));
  return {
    docs: records.map(doc),
    index: indexOf(groups.map((group) => wordsOf(group.map(text)))),
  };
}

export const found = (records: Searchable, query: string): Found[] => find(records, parseQuery(query));

/** The ids of what a query finds, in their order. */
export const ids = (records: Searchable, query: string): string[] =>
  found(records, query).map(({ doc: { id } }) => id);
