import type { Kind } from '../../record/kinds.ts';
import { type OpenItem, openItem, waitsOn } from '../../work/open-items.ts';
import type { Item } from '../../work/row.ts';
import type { SiteRecord } from '../model.ts';
import type { Around } from './around.ts';
import type { Person } from './card.ts';
import { textsIn } from './frontmatter.ts';
import { type NamedRef, type Ref, refOf } from './ref.ts';
import { type Succession, successionOf } from './succession.ts';
import type { Violation } from './violations.ts';

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
  readonly deciders: readonly Person[];
}

/** What has become of an item, as other records and the operators say. */
export interface ItemAround {
  /** The record that has closed it. */
  readonly closer: Ref | null;
  /** Whom it waits for. */
  readonly whom: Person | null;
  /** The name after `@`, where nobody is called so. */
  readonly stranger: string | null;
}

/** Everything of other records that the page of a record's text shows: the page changes when this does. */
export interface TextAround extends HeadAround, FactsAround {
  /** Of each item that waits, then of each question. */
  readonly items: readonly ItemAround[];
  /** Of a session: the limits of the configuration that it is above. */
  readonly violations: readonly Violation[];
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
export function factsAround({ row, facts }: SiteRecord, around: Around): FactsAround {
  const { named, planOf } = around.relations;
  const ref = (kind: Kind, id: string | undefined): NamedRef | null => {
    if (id === undefined) return null;
    const record = named(kind, id);
    return record ? refOf(record) : id;
  };
  return {
    plan: ref('plan', planOf(row)),
    workstream: ref('workstream', row.workstream),
    source: ref('session', row.source),
    deciders: textsIn(facts.data, 'deciders').flatMap(
      (name) => around.person(around.whomNamed(name.trim()) ?? name) ?? [],
    ),
  };
}

/** Reads what is around a record's text. */
export const textAround = (record: SiteRecord, around: Around): TextAround => ({
  ...headAround(record, around),
  ...factsAround(record, around),
  items: itemsAround(record, around),
  violations: around.violations(record),
  ...(record.row.kind === 'session' ? lineOf(record, around) : NO_LINE),
});

function itemsAround({ row }: SiteRecord, around: Around): readonly ItemAround[] {
  const { waiting = [], questions = [] } = row;
  // Most records have none, and all of them are asked at every build.
  if (waiting.length + questions.length === 0) return [];
  const itemAround =
    (type: OpenItem['type']) =>
    (item: Item): ItemAround => {
      const closer = item.open ? around.closerOf(row, item) : undefined;
      const by = closer && around.byPath(closer.path);
      const open = openItem(row, item, type, around.whom);
      return {
        closer: by ? refOf(by) : null,
        whom: around.person(waitsOn(open)),
        stranger: open.named === true ? null : (item.for ?? null),
      };
    };
  return [...waiting.map(itemAround('waiting')), ...questions.map(itemAround('question'))];
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
