import type { SiteRecord } from '../model.ts';
import type { Links } from './links.ts';
import { type Ref, refOf } from './ref.ts';

/** What a record has replaced and what has replaced it, whichever of the two says so. */
export interface Succession {
  readonly replaces: readonly Ref[];
  readonly replacedBy: readonly Ref[];
  /** All versions there were, the oldest first, where there are more than those next to this one. */
  readonly chain: readonly Ref[];
}

/** Most records have neither. */
const ALONE: Succession = { replaces: [], replacedBy: [], chain: [] };

const FORWARD = ['superseded_by', 'deprecated_by'];
const BACK = ['supersedes'];
/** Further back nobody looks. */
const MOST = 20;

/** Reads a record's place among its versions. */
export function successionOf(record: SiteRecord, links: Links): Succession {
  const replaces = before(record, links);
  const replacedBy = after(record, links);
  if (replaces.length === 0 && replacedBy.length === 0) return ALONE;
  const older = walk(record, (one) => before(one, links));
  const newer = walk(record, (one) => after(one, links));
  const isLong = older.length > replaces.length || newer.length > replacedBy.length;
  const chain = isLong ? [...older.toReversed(), record, ...newer.filter((one) => !older.includes(one))] : [];
  return {
    replaces: replaces.map(refOf),
    replacedBy: replacedBy.map(refOf),
    chain: chain.map(refOf),
  };
}

const before = (record: SiteRecord, links: Links): SiteRecord[] => next(record, links, BACK, FORWARD);
const after = (record: SiteRecord, links: Links): SiteRecord[] => next(record, links, FORWARD, BACK);

function next(
  record: SiteRecord,
  links: Links,
  own: readonly string[],
  theirs: readonly string[],
): SiteRecord[] {
  const isSaid = (via: readonly string[], keys: readonly string[]): boolean =>
    via.some((key) => keys.includes(key));
  const said = [
    ...links.from(record).filter(({ via }) => isSaid(via, own)),
    ...links.to(record).filter(({ via }) => isSaid(via, theirs)),
  ];
  if (said.length === 0) return [];
  const found = said.map((link) => link.record);
  return [...new Set(found)].filter(({ row }) => row.kind === record.row.kind);
}

/** Those that one comes to, the nearest first; a circle is walked once. */
function walk(start: SiteRecord, step: (record: SiteRecord) => readonly SiteRecord[]): SiteRecord[] {
  const met = new Set([start]);
  const found: SiteRecord[] = [];
  let here: readonly SiteRecord[] = [start];
  while (here.length > 0 && found.length < MOST) {
    here = [...new Set(here.flatMap(step))].filter((one) => !met.has(one));
    for (const one of here) met.add(one);
    found.push(...here);
  }
  return found.slice(0, MOST);
}
