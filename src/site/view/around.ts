import { type CloserReader, closerReader } from '../../work/item-closers.ts';
import { type LineageReader, lineageReader } from '../../work/lineage.ts';
import { type OpenItem, type WhomReader, whomReader } from '../../work/open-items.ts';
import type { SiteModel, SiteRecord } from '../model.ts';
import { type Links, linksOf } from './links.ts';
import { personReader, type PersonReader } from './person-reader.ts';
import { type Relations, whomOf } from './relations.ts';

import { type Violation, violationsOf } from './violations.ts';

/** What the pages of single records ask about others: worked out once, so that no page walks all records. */
export interface Around {
  readonly relations: Relations;
  readonly links: Links;
  readonly lineage: LineageReader;
  readonly closerOf: CloserReader;
  readonly byPath: (path: string) => SiteRecord | undefined;
  /** Records that had this one's id before. */
  readonly formerHolders: (record: SiteRecord) => readonly SiteRecord[];
  /** What waits or is asked in a record, and in the sessions on a workstream or of a plan. */
  readonly openIn: (record: SiteRecord) => readonly OpenItem[];
  /** Which invariants a session has broken. */
  readonly violations: (record: SiteRecord) => readonly Violation[];
  readonly person: PersonReader;
  /** Whose slug a name after `@` is. */
  readonly whom: WhomReader;
  /** Whose a name in any list of people is. */
  readonly whomNamed: WhomReader;
  /** The newest first, as the site has them. */
  readonly sorted: (records: Iterable<SiteRecord>) => SiteRecord[];
}

/** Works out what is around each record. */
export function aroundOf(model: SiteModel, relations: Relations): Around {
  const { records } = model;
  const rows = records.map(({ row }) => row);
  const paths = new Map(records.map((record) => [record.row.path, record]));
  const places = new Map(records.map((record, at) => [record, at]));
  const former = new Map<string, SiteRecord[]>();
  for (const record of records)
    for (const alias of record.row.aliases ?? []) push(former, `${record.row.kind}:${alias}`, record);
  return {
    relations,
    links: linksOf(model, relations.named),
    lineage: lineageReader(rows),
    closerOf: closerReader(rows),
    byPath: (path) => paths.get(path),
    formerHolders: (record) =>
      (former.get(`${record.row.kind}:${record.row.id}`) ?? []).filter((one) => one !== record),
    openIn: openReader(relations, paths),
    violations: (record) => violationsOf(record, model.invariants),
    person: personReader(model),
    whom: whomReader(model.operators),
    whomNamed: whomOf(model.operators),
    sorted: (some) => [...some].toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0)),
  };
}

function openReader(relations: Relations, paths: ReadonlyMap<string, SiteRecord>): Around['openIn'] {
  const open = new Map<SiteRecord, OpenItem[]>();
  for (const item of relations.open) {
    const from = paths.get(item.path);
    if (!from) continue;
    const { kind, workstream, plan } = from.row;
    const on =
      kind === 'session' && workstream !== undefined ? relations.named('workstream', workstream) : undefined;
    const of = [plan, on?.row.plan].map((id) =>
      kind === 'session' && id !== undefined ? relations.named('plan', id) : undefined,
    );
    for (const one of new Set([from, on, ...of])) if (one) push(open, one, item);
  }
  return (record) => open.get(record) ?? [];
}

function push<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}
