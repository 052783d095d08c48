import type { SiteModel } from './model.ts';
import { byName, toldApart, type Wish } from './told-apart.ts';
import { type Facet, facetSegment, facetUrl } from './urls.ts';

/** Where the records that share a value are listed, from the site's root. */
export type FacetUrl = (facet: Facet, value: string, page?: number) => string;

/** The addresses of lists, and which of them are not the usual ones of their values. */
export interface FacetUrls {
  readonly url: FacetUrl;
  /** Plain JSON, in order; almost always empty. */
  readonly moved: readonly (readonly [facet: Facet, value: string, part: string])[];
}

/** Tells the values of all records apart. */
export function facetUrlsOf({ records }: Pick<SiteModel, 'records'>): FacetUrls {
  const values: Readonly<Record<Exclude<Facet, 'kind'>, Set<string>>> = {
    // What no record may write of itself.
    status: new Set(['superseded', 'broken']),
    owner: new Set(),
    tag: new Set(),
  };
  for (const { row } of records) {
    if (row.status !== undefined) values.status.add(row.status);
    if (row.owner !== undefined) values.owner.add(row.owner);
    for (const tag of row.tags ?? []) values.tag.add(tag);
  }
  const moved = (['status', 'owner', 'tag'] as const).flatMap((facet) =>
    [...toldApart(wishesOf(values[facet]))]
      .filter(([value, part]) => part !== facetSegment(value))
      .map(([value, part]) => [facet, value, part] as const),
  );
  const parts = new Map(moved.map(([facet, value, part]) => [`${facet}:${value}`, part]));
  return {
    url: (facet, value, page) => facetUrl(facet, value, page, parts.get(`${facet}:${value}`)),
    moved,
  };
}

/** Values that are written as they are called go first. */
function wishesOf(values: Iterable<string>): Wish[] {
  const wishes = [...values].map((value): Wish => [value, facetSegment(value)]);
  const rank = ([value, part]: Wish): number => (value === part ? 0 : 1);
  return wishes.toSorted((a, b) => rank(a) - rank(b) || byName(a[0], b[0]));
}
