import type { Kind } from '../../record/kinds.ts';
import type { SiteRecord } from '../model.ts';
import type { Around } from './around.ts';
import { type NamedRef, type Ref, refOf } from './ref.ts';
import { type Succession, successionOf } from './succession.ts';

/** What the top of a record's pages says of other records. Plain JSON, as everything here. */
export interface HeadAround {
  /** Where it stands: others may say that they took its place. */
  readonly status: string | null;
  readonly succession: Succession;
  /** Records that had its id before. */
  readonly formerHolders: readonly Ref[];
}

/** What is named beside a record's text. */
export interface FactsAround {
  readonly plan: NamedRef | null;
  readonly workstream: NamedRef | null;
  readonly source: NamedRef | null;
}

/** Everything of other records that the page of a record's text shows: the page changes when this does. */
export interface TextAround extends HeadAround, FactsAround {
  /** Of each item that waits, then of each question: the record that has closed it. */
  readonly closers: readonly (Ref | null)[];
  /** Of a session: what it goes on from, and what goes on from it. */
  readonly parent: NamedRef | null;
  readonly children: readonly Ref[];
  /** Of a session that was superseded: the one whose resume prompt counts. */
  readonly superseder: NamedRef | null;
}

const MOST_CHILDREN = 10;

/** Reads what is around the top of a record's pages. */
export const headAround = (record: SiteRecord, around: Around): HeadAround => ({
  status: record.status,
  succession: successionOf(record, around.links),
  formerHolders: around.formerHolders(record).map(refOf),
});

/** Reads what a record's own keys name; the plan of a session also by its workstream. */
export function factsAround({ row }: SiteRecord, { relations: { named, planOf } }: Around): FactsAround {
  const ref = (kind: Kind, id: string | undefined): NamedRef | null => {
    if (id === undefined) return null;
    const record = named(kind, id);
    return record ? refOf(record) : id;
  };
  return {
    plan: ref('plan', planOf(row)),
    workstream: ref('workstream', row.workstream),
    source: ref('session', row.source),
  };
}

/** Reads what is around a record's text. */
export function textAround(record: SiteRecord, around: Around): TextAround {
  const { row } = record;
  const closers = [...(row.waiting ?? []), ...(row.questions ?? [])].map((item) => {
    const closer = item.open ? around.closerOf(row, item) : undefined;
    const by = closer && around.byPath(closer.path);
    return by ? refOf(by) : null;
  });
  return {
    ...headAround(record, around),
    ...factsAround(record, around),
    closers,
    ...(row.kind === 'session' ? lineOf(record, around) : NO_LINE),
  };
}

type Line = Pick<TextAround, 'parent' | 'children' | 'superseder'>;

const NO_LINE: Line = { parent: null, children: [], superseder: null };

function lineOf(record: SiteRecord, around: Around): Line {
  const { row } = record;
  const parent = row.parent === undefined ? null : around.relations.named('session', row.parent);
  const children = around.links.to(record).filter(({ via }) => via.includes('parent'));
  const superseder = around.lineage.supersederOf(row);
  const by = superseder?.row && around.byPath(superseder.row.path);
  return {
    parent: parent ? refOf(parent) : (row.parent ?? null),
    children: children.slice(0, MOST_CHILDREN).map((link) => refOf(link.record)),
    superseder: by ? refOf(by) : (superseder?.id ?? null),
  };
}
