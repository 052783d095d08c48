import type { SiteModel } from '../model.ts';
import type { Person } from './card.ts';
import { peopleOf } from './people.ts';

/** Says who a slug is. */
export type PersonReader = (slug: string | undefined) => Person | null;

/** Knows the operators, and owners of records, of whom there is no more than a slug: each of them has a page. */
export function personReader(model: Pick<SiteModel, 'operators' | 'records'>): PersonReader {
  const known = new Map(
    peopleOf(model).map(({ slug, name, url }): [string, Person] => [slug, { name: name ?? slug, url }]),
  );
  return (slug) => (slug === undefined ? null : (known.get(slug) ?? { name: slug, url: null }));
}
