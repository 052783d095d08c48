import type { Kind } from '../../record/kinds.ts';
import { namedRecords } from '../../work/named-records.ts';
import { byAnyPath } from '../former-paths.ts';
import type { SiteModel, SiteRecord } from '../model.ts';
import type { Relations } from './relations.ts';

/** A record on the other end of a link. */
export interface Linked {
  readonly record: SiteRecord;
  /** How, each once: the frontmatter keys that name it, then `body` for a link in the text. */
  readonly via: readonly string[];
}

/** What links to what, both ways. */
export interface Links {
  readonly from: (record: SiteRecord) => readonly Linked[];
  readonly to: (record: SiteRecord) => readonly Linked[];
}

type Edges = Map<SiteRecord, Map<SiteRecord, Linked & { readonly via: string[] }>>;

/** Gathers the links between the records of a site, once for all pages. What leads nowhere is none. */
export function linksOf({ records }: Pick<SiteModel, 'records'>, named: Relations['named']): Links {
  const byPath = byAnyPath(records);
  const out: Edges = new Map();
  const into: Edges = new Map();
  for (const record of records) {
    const link = (other: SiteRecord | undefined, via: string): void => {
      if (!other || other === record) return;
      add(out, record, other, via);
      add(into, other, record, via);
    };
    for (const { via, kind, id } of namedRecords(record.row)) link(holderOf(named, kind, id), via);
    for (const path of record.facts.links) link(byPath.get(path), 'body');
  }
  return { from: linkedIn(out), to: linkedIn(into) };
}

/** Only sessions and plans have items: where a key does not say the kind, it is one of them. */
const holderOf = (named: Relations['named'], kind: Kind | undefined, id: string): SiteRecord | undefined =>
  kind === undefined ? (named('session', id) ?? named('plan', id)) : named(kind, id);

function add(edges: Edges, from: SiteRecord, to: SiteRecord, via: string): void {
  let others = edges.get(from);
  if (!others) edges.set(from, (others = new Map()));
  const known = others.get(to);
  if (!known) others.set(to, { record: to, via: [via] });
  else if (!known.via.includes(via)) known.via.push(via);
}

/** They are asked for several times for each page. */
function linkedIn(edges: Edges): (record: SiteRecord) => readonly Linked[] {
  const lists = new Map<SiteRecord, readonly Linked[]>();
  for (const [record, others] of edges) lists.set(record, [...others.values()]);
  return (record) => lists.get(record) ?? NONE;
}

const NONE: readonly Linked[] = [];
