import type { Kind } from '../../record/kinds.ts';
import type { SiteRecord } from '../model.ts';

type Named = (kind: Kind, id: string) => SiteRecord | undefined;

/** What has taken the place of each record that something has: by the record. Either of the two may say so. */
export function replacements(records: readonly SiteRecord[], named: Named): Map<SiteRecord, SiteRecord> {
  const by = new Map<SiteRecord, SiteRecord>();
  for (const record of records) {
    const { kind, supersededBy } = record.row;
    const next = supersededBy === undefined ? undefined : named(kind, supersededBy);
    if (next && next !== record) by.set(record, next);
  }
  // The oldest record that names another comes last, so that the newest is the one that counts.
  for (const record of records.toReversed()) {
    for (const id of record.row.supersedes ?? []) {
      const old = named(record.row.kind, id);
      if (old && old !== record) by.set(old, record);
    }
  }
  return by;
}

/** The last of those that took a record's place, one after the other; itself where nothing has, or they go in a circle. */
export function lastOf(record: SiteRecord, by: ReadonlyMap<SiteRecord, SiteRecord>): SiteRecord {
  const met = new Set([record]);
  let last = record;
  for (let next = by.get(record); next; next = by.get(next)) {
    if (met.has(next)) return record;
    met.add(next);
    last = next;
  }
  return last;
}
