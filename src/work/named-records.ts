import type { Kind } from '../record/kinds.ts';
import { splitItemRef } from './item-closers.ts';
import type { Row } from './row.ts';

/** A record that another one names in its frontmatter. */
export interface NamedRecord {
  /** The key that names it. */
  readonly via: string;
  /** Undefined where the key does not say which kind. */
  readonly kind: Kind | undefined;
  readonly id: string;
}

/** The records that a record's frontmatter names, in the order of its keys. */
export function namedRecords(row: Row): NamedRecord[] {
  const found: NamedRecord[] = [];
  const one = (via: string, id: string | undefined, kind?: Kind): void => {
    if (id !== undefined) found.push({ via, id, kind });
  };
  const many = (via: string, ids: readonly string[] | undefined, kind?: Kind): void => {
    for (const id of ids ?? []) one(via, id, kind);
  };
  one('plan', row.plan, 'plan');
  one('workstream', row.workstream, 'workstream');
  one('parent', row.parent, 'session');
  many('blocked_by', row.blockedBy, 'workstream');
  many('supersedes', row.supersedes, row.kind);
  one('superseded_by', row.supersededBy, row.kind);
  for (const item of row.closes ?? []) one('closes', splitItemRef(item).id);
  one('source', row.source, 'session');
  one('deprecated_by', row.deprecatedBy, 'learning');
  return found;
}
