import { bareRef } from './refs.ts';
import { type Kind, KINDS } from '../record/kinds.ts';
import type { CheckedRow } from './rule.ts';

/** Finds records by id: a live id, else one that a record once had. */
export interface Lookup {
  readonly find: (id: string, kinds?: readonly Kind[]) => CheckedRow | undefined;
  /** Every live id of these kinds. */
  readonly ids: (kinds: readonly Kind[]) => string[];
}

/** Makes a lookup; nothing is sorted in before somebody asks. */
export function lookupIn(rows: readonly CheckedRow[]): Lookup {
  const known = new Map<Kind, Map<string, CheckedRow>>();
  const former = new Map<Kind, Map<string, CheckedRow>>();
  const sort = (): void => {
    for (const kind of KINDS) {
      known.set(kind, new Map());
      former.set(kind, new Map());
    }
    for (const row of rows) {
      if (row.stub) continue;
      known.get(row.kind)?.set(row.id, row);
      for (const alias of row.aliases ?? []) former.get(row.kind)?.set(alias, row);
    }
  };
  const among = (maps: ReadonlyMap<Kind, Map<string, CheckedRow>>, id: string, kinds: readonly Kind[]) => {
    for (const kind of kinds) {
      const found = maps.get(kind)?.get(id);
      if (found) return found;
    }
    return undefined;
  };
  return {
    find(ref, kinds = KINDS) {
      if (known.size === 0) sort();
      const { id, kind } = bareRef(ref);
      const of = kind === undefined ? kinds : kinds.filter((one) => one === kind);
      return among(known, id, of) ?? among(former, id, of);
    },
    ids(kinds) {
      if (known.size === 0) sort();
      return kinds.flatMap((kind) => [...(known.get(kind)?.keys() ?? [])]);
    },
  };
}
