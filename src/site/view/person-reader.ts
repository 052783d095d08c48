import type { SiteModel } from '../model.ts';
import { operatorUrl } from '../urls.ts';
import type { Person } from './card.ts';

/** Says who a slug is. */
export type PersonReader = (slug: string | undefined) => Person | null;

/** Knows the operators, and owners of records, of whom there is no more than a slug: each of them has a page. */
export function personReader({ operators, records }: Pick<SiteModel, 'operators' | 'records'>): PersonReader {
  const known = new Map<string, Person>();
  const add = (slug: string, name: string): void => {
    if (slug !== '' && !known.has(slug)) known.set(slug, { name, url: operatorUrl(slug) });
  };
  for (const { slug, name } of operators) add(slug, name);
  for (const { row } of records) if (row.owner !== undefined) add(row.owner, row.owner);
  return (slug) => (slug === undefined ? null : (known.get(slug) ?? { name: slug, url: null }));
}
