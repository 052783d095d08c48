import type { SiteRecord } from '../model.ts';
import type { Relations } from './relations.ts';
import { lastOf } from './replaced.ts';

/** One thing as the index has it: its newest iteration, and the earlier ones, the newest first. */
export interface Thing {
  readonly record: SiteRecord;
  readonly earlier: readonly SiteRecord[];
}

/**
 * Folds records into things, in the order of their newest iterations: sessions on one workstream are one thing, and so is
 * what has been superseded with what took its place.
 * @param records the newest first
 */
export function thingsOf(records: readonly SiteRecord[], relations: Relations): Thing[] {
  const things = new Map<unknown, { record: SiteRecord; earlier: SiteRecord[] }>();
  for (const record of records) {
    const key = keyOf(record, relations);
    const thing = things.get(key);
    if (!thing) things.set(key, { record, earlier: [] });
    else if (key === record) {
      // What took the others' place is what counts, also where one of them is dated later.
      thing.earlier.unshift(thing.record);
      thing.record = record;
    } else thing.earlier.push(record);
  }
  return [...things.values()];
}

/** What all iterations of a thing have in common. */
function keyOf(record: SiteRecord, { named, replacedBy }: Relations): unknown {
  const { kind, workstream } = record.row;
  if (kind !== 'session') return lastOf(record, replacedBy);
  if (workstream === undefined) return lastOf(record, replacedBy);
  return `on ${named('workstream', workstream)?.row.id ?? workstream}`;
}
