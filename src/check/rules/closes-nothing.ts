import { nearest } from '../../text/nearest.ts';
import { splitItemRef } from '../../work/item-closers.ts';
import { notBefore } from '../../work/order.ts';
import type { Around, CheckedRow, Finding, RepositoryRule } from '../rule.ts';

const HOLDERS = ['session', 'plan'] as const;

/** What a record closes is an item of a session or plan, and not of a later one: nothing is closed otherwise. */
export const closesNothing: RepositoryRule = {
  name: 'closes-nothing',
  severity: 'warning',
  async checkAll(rows, _derived, around) {
    const closing = rows.filter(({ closes, stub, fault }) => closes && !stub && !fault);
    const found = await Promise.all(closing.map((row) => judge(row, around)));
    return found.flat();
  },
};

async function judge(row: CheckedRow, { lookup, itemsOf }: Around): Promise<Finding[]> {
  const findings: Finding[] = [];
  const add = (args: NonNullable<Finding['args']>): void =>
    void findings.push({ path: row.path, key: 'closes', args });
  for (const ref of row.closes ?? []) {
    const hash = ref.lastIndexOf('#');
    const holder = hash < 0 ? undefined : lookup.find(ref.slice(0, hash), HOLDERS);
    if (hash < 0) add({ ref, missing: 'ref' });
    else if (!holder)
      add({ ref, missing: 'record', near: nearest(splitItemRef(ref).id, lookup.ids(HOLDERS)) });
    else {
      const items = await itemsOf(holder);
      // Nothing can be said of a record that cannot be read: that is a finding of its own.
      if (items === undefined) continue;
      const { item } = splitItemRef(ref);
      const known = items.map((id) => `${holder.id}#${id}`);
      if (!items.includes(item)) add({ ref, missing: 'item', near: nearest(ref, known) });
      else if (holder !== row && !notBefore(row.created, holder.created)) add({ ref, missing: 'later' });
    }
  }
  return findings;
}
