import type { SearchDoc } from './document.ts';
import type { FilterName, Query } from './query.ts';
import { fold } from './tokens.ts';

/** The kinds by other names that people have for them. */
const KINDS: Readonly<Record<string, string>> = { decision: 'adr' };

const kindNamed = (value: string): string => {
  const one = value.replace(/s$/, '');
  return KINDS[one] ?? one;
};

/** What a record has under the name of a filter. */
export const valuesOf = (doc: SearchDoc, name: FilterName): readonly string[] =>
  [doc[name === 'tag' ? 'tags' : name]].flat();

/**
 * Tells which records the filters of a query leave: of those with one name any has to hold.
 * @param but a name whose filters are left out of it
 */
export function filterOf({ parts }: Query, but?: FilterName): (doc: SearchDoc) => boolean {
  const wanted = new Map<FilterName, Set<string>>();
  const unwanted = new Map<FilterName, Set<string>>();
  for (const part of parts) {
    if (part.type !== 'filter' || part.name === but) continue;
    const lists = part.not ? unwanted : wanted;
    const values = lists.get(part.name) ?? new Set();
    lists.set(part.name, values.add(part.name === 'kind' ? kindNamed(part.value) : part.value));
  }
  const has = (doc: SearchDoc, name: FilterName, values: ReadonlySet<string>): boolean =>
    valuesOf(doc, name).some((value) => values.has(fold(value)));
  return (doc) =>
    [...wanted].every(([name, values]) => has(doc, name, values)) &&
    ![...unwanted].some(([name, values]) => has(doc, name, values));
}
