import type { SiteModel } from '../model.ts';
import { operatorUrl } from '../urls.ts';
import type { Person } from './card.ts';

/** Who an owner's slug, or a name after `@`, is. */
export type PersonReader = (name: string | undefined) => Person | null;

/** Knows operators by their slugs, names and initials, in any case; anybody else is no more than a name. */
export function personReader(operators: SiteModel['operators']): PersonReader {
  const fold = (text: string): string => text.normalize('NFC').toLowerCase();
  const known = new Map<string, Person>();
  for (const { slug, name, initials } of operators)
    for (const one of [slug, name, initials])
      if (!known.has(fold(one))) known.set(fold(one), { name, url: operatorUrl(slug) });
  return (name) => (name === undefined ? null : (known.get(fold(name)) ?? { name, url: null }));
}
