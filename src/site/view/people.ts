import { UNKNOWN } from '../../identity/operators.ts';
import type { SiteModel, SiteRecord } from '../model.ts';
import { peopleUrls } from '../people-urls.ts';

/** Somebody whom records name as theirs: an operator of the file, or no more than a name. */
export interface Person {
  readonly slug: string;
  /** Null of `unknown`, which every language says in its own way. */
  readonly name: string | null;
  /** Of an operator of the file. */
  readonly initials: string | null;
  /** From the site's root. */
  readonly url: string;
  /** The records that are theirs, the newest first. */
  readonly records: readonly SiteRecord[];
}

/** Everybody there is to tell about: the operators in the order of the file, then other owners by name. */
export function peopleOf({ records, operators }: Pick<SiteModel, 'records' | 'operators'>): Person[] {
  const owned = new Map<string, SiteRecord[]>(operators.map(({ slug }) => [slug, []]));
  for (const record of records) {
    const { owner } = record.row;
    if (owner === undefined || owner === '') continue;
    const theirs = owned.get(owner);
    if (theirs) theirs.push(record);
    else owned.set(owner, [record]);
  }
  const known = new Map(operators.map((operator) => [operator.slug, operator]));
  const others = [...owned.keys()].filter((slug) => !known.has(slug)).toSorted();
  const urls = peopleUrls(operators, others);
  const person = (slug: string): Person => {
    const operator = known.get(slug);
    return {
      slug,
      name: operator?.name ?? (slug === UNKNOWN ? null : slug),
      initials: operator?.initials ?? null,
      url: urls.get(slug) ?? '',
      records: owned.get(slug) ?? [],
    };
  };
  // Nobody in particular comes last.
  const isNobody = (slug: string): number => (slug === UNKNOWN ? 1 : 0);
  return [...known.keys(), ...others.toSorted((a, b) => isNobody(a) - isNobody(b))].map(person);
}
