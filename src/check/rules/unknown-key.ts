import { FIELDS } from '../../record/fields.ts';
import { KINDS } from '../../record/kinds.ts';
import { placeOfKey } from '../../record/key-place.ts';
import { nearest } from '../../text/nearest.ts';
import type { Finding, FrontmatterRule } from '../rule.ts';

/** The keys of any kind, which are no typos wherever they stand. */
const ANY: ReadonlySet<string> = new Set(KINDS.flatMap((kind) => Object.keys(FIELDS[kind])));

/** Keys of your own are kept and are fine; one that is a slip away from a known key that is missing is a slip. */
export const unknownKey: FrontmatterRule = {
  name: 'unknown-key',
  severity: 'warning',
  checkFile({ kind, data, row, text }) {
    if (!data || row.legacy || row.stub) return [];
    const free = Object.keys(FIELDS[kind]).filter((key) => data[key] === undefined);
    return Object.keys(data).flatMap((key): Finding[] => {
      if (ANY.has(key) || key.length < 3 || key.length > 40) return [];
      const near = nearest(key, free).filter((one) => Math.abs(one.length - key.length) <= 2);
      return near[0] === undefined ? [] : [{ ...placeOfKey(text, key), args: { key, near: near[0] } }];
    });
  },
};
