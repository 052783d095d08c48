import { textIn } from './frontmatter.ts';
import type { SiteRecord } from '../model.ts';
import type { Around } from './around.ts';
import type { Person } from './card.ts';
import { itemsOf, type ItemViews } from './items.ts';
import { type FactsView, recordFacts } from './record-facts.ts';
import { type Ref, refOf } from './ref.ts';
import { type Succession, successionOf } from './succession.ts';

/** What every page of a record says first. */
export interface HeadView {
  readonly kind: Ref['kind'];
  readonly id: string;
  readonly title: string;
  readonly summary: string | null;
  readonly status: string | null;
  readonly reason: string | null;
  readonly owner: Person | null;
  readonly created: string | null;
  readonly succession: Succession;
  /** Records that had its id before. */
  readonly formerHolders: readonly Ref[];
}

/** What the page of a record's text shows besides the text. */
export interface DocumentView extends HeadView {
  readonly facts: FactsView;
  readonly items: ItemViews;
  /** The page about it; null where this is the one. */
  readonly about: string | null;
  /** Of a session: what it goes on from, and what goes on from it. */
  readonly parent: Ref | string | null;
  readonly children: readonly Ref[];
  /** Of a session that was superseded: the one whose resume prompt counts. */
  readonly superseder: Ref | string | null;
}

/** Reads what stands at the top of a record's pages. */
export function headOf(record: SiteRecord, around: Around): HeadView {
  const { row, facts } = record;
  const summary = row.summary ?? facts.lead;
  return {
    kind: row.kind,
    id: row.id,
    title: row.title,
    summary: summary === row.title ? null : summary,
    status: row.legacy === true ? (row.status ?? 'legacy') : (row.status ?? null),
    reason: textIn(facts.data, 'status_reason'),
    owner: around.person(row.owner),
    created: row.created ?? null,
    succession: successionOf(record, around.links),
    formerHolders: around.formerHolders(record).map(refOf),
  };
}

const MOST_CHILDREN = 10;

/** Reads what the page of a record's text shows. */
export function documentOf(record: SiteRecord, around: Around): DocumentView {
  const { row, url, documentUrl } = record;
  const { named } = around.relations;
  const isSession = row.kind === 'session';
  const parent = isSession && row.parent !== undefined ? (named('session', row.parent) ?? row.parent) : null;
  const children = isSession ? around.links.to(record).filter(({ via }) => via.includes('parent')) : [];
  const superseder = isSession ? around.lineage.supersederOf(row) : undefined;
  const by = superseder?.row && around.byPath(superseder.row.path);
  const head = headOf(record, around);
  return {
    ...head,
    status: superseder ? 'superseded' : head.status,
    facts: recordFacts(record, around),
    items: itemsOf(record, around),
    about: url === documentUrl ? null : url,
    parent: parent === null || typeof parent === 'string' ? parent : refOf(parent),
    children: children.slice(0, MOST_CHILDREN).map((link) => refOf(link.record)),
    superseder: by ? refOf(by) : (superseder?.id ?? null),
  };
}
