import { KINDS, type Kind } from '../../record/kinds.ts';
import { BROKEN, LEGACY } from '../../work/standing.ts';
import { statesOf } from '../../work/transitions.ts';
import type { SiteModel, SiteRecord } from '../model.ts';
import type { Facet } from '../urls.ts';

/** The records that share a value. */
export interface FacetValue {
  readonly value: string;
  /** The newest first. */
  readonly records: readonly SiteRecord[];
}

/** What records may be filtered by, and the values that occur. */
export type Facets = Readonly<Record<Facet, readonly FacetValue[]>>;

const STATES = [...new Set(KINDS.flatMap((kind: Kind) => statesOf(kind))), LEGACY, BROKEN];

/** Sorts records by what they may be filtered by. */
export function facetsOf({ records, operators }: SiteModel): Facets {
  const known = operators.map(({ slug }) => slug);
  return {
    kind: inOrder(
      grouped(records, ({ row }) => [row.kind]),
      KINDS,
    ),
    status: inOrder(
      grouped(records, ({ status }) => [status]),
      STATES,
    ),
    owner: inOrder(
      grouped(records, ({ row }) => [row.owner]),
      known,
    ),
    tag: grouped(records, ({ row }) => [...new Set(row.tags)]).sort(
      (a, b) => b.records.length - a.records.length || compare(a.value, b.value),
    ),
  };
}

function grouped(
  records: readonly SiteRecord[],
  valuesOf: (record: SiteRecord) => readonly (string | null | undefined)[],
): FacetValue[] {
  const groups = new Map<string, SiteRecord[]>();
  for (const record of records) {
    for (const value of valuesOf(record)) {
      if (value === null || value === undefined || value === '') continue;
      const group = groups.get(value);
      if (group) group.push(record);
      else groups.set(value, [record]);
    }
  }
  return [...groups].map(([value, records]) => ({ value, records }));
}

/** Values that are known first, in their order, then others by name. */
function inOrder(values: readonly FacetValue[], known: readonly string[]): FacetValue[] {
  const place = (value: string): number => (known.includes(value) ? known.indexOf(value) : known.length);
  return values.toSorted((a, b) => place(a.value) - place(b.value) || compare(a.value, b.value));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
