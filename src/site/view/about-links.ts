import type { SiteRecord } from '../model.ts';
import type { Around } from './around.ts';
import { type Cut, cutAt, mapCut } from './cut.ts';
import type { Linked } from './links.ts';
import { type Ref, refOf } from './ref.ts';

/** A record that is one step away. */
export interface LinkView {
  readonly ref: Ref;
  readonly via: readonly string[];
}

/** What a record links to and what links to it. */
export interface AboutLinks {
  readonly to: Cut<LinkView>;
  readonly from: Cut<LinkView>;
  /** Those that are drawn: each record once, on the side that says more. */
  readonly graph: { readonly to: readonly LinkView[]; readonly from: readonly LinkView[] };
}

const MOST_LISTED = 50;
const MOST_DRAWN = 12;
/** What says most of a record goes first. */
const WEIGHT = [
  'superseded_by',
  'deprecated_by',
  'supersedes',
  'blocked_by',
  'plan',
  'workstream',
  'source',
  'parent',
  'closes',
  'body',
];

/** Gathers what is one step away from a record. */
export function aboutLinks(record: SiteRecord, { links }: Around): AboutLinks {
  const to = weighed(links.from(record));
  const from = weighed(links.to(record));
  return {
    to: mapCut(cutAt(to, MOST_LISTED), linkView),
    from: mapCut(cutAt(from, MOST_LISTED), linkView),
    graph: drawn(to, from),
  };
}

const weight = ({ via }: Linked): number => Math.min(...via.map((one) => WEIGHT.indexOf(one)));

const weighed = (links: readonly Linked[]): Linked[] => links.toSorted((a, b) => weight(a) - weight(b));

const linkView = ({ record, via }: Linked): LinkView => ({ ref: refOf(record), via });

function drawn(to: readonly Linked[], from: readonly Linked[]): AboutLinks['graph'] {
  // Of more than can be among those drawn nothing needs to be looked at.
  const all = [
    ...to.slice(0, 2 * MOST_DRAWN).map((link) => ({ link, isTo: true })),
    ...from.slice(0, 2 * MOST_DRAWN).map((link) => ({ link, isTo: false })),
  ].toSorted((a, b) => weight(a.link) - weight(b.link));
  const met = new Set<SiteRecord>();
  const first = all.filter(({ link }) => !met.has(link.record) && met.add(link.record)).slice(0, MOST_DRAWN);
  return {
    to: first.flatMap(({ link, isTo }) => (isTo ? [linkView(link)] : [])),
    from: first.flatMap(({ link, isTo }) => (isTo ? [] : [linkView(link)])),
  };
}
