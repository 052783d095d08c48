import { plainValue } from '../../record/markdown-shown.ts';
import { textIn } from './frontmatter.ts';
import type { SiteRecord } from '../model.ts';
import type { Person } from './card.ts';
import { itemsOf, type ItemViews } from './items.ts';
import type { HeadAround, TextAround } from './nearby.ts';
import type { PersonReader } from './person-reader.ts';
import { type FactsView, recordFacts } from './record-facts.ts';
import type { Ref } from './ref.ts';

/** What every page of a record says first. */
export interface HeadView extends HeadAround {
  readonly kind: Ref['kind'];
  readonly id: string;
  readonly title: string;
  readonly summary: string | null;
  readonly reason: string | null;
  readonly owner: Person | null;
  readonly created: string | null;
}

/** What the page of a record's text shows besides the text. */
export interface DocumentView
  extends HeadView, Pick<TextAround, 'parent' | 'children' | 'superseder' | 'violations'> {
  readonly facts: FactsView;
  readonly items: ItemViews;
  /** The page about it; null where this is the one. */
  readonly about: string | null;
}

/** Reads what stands at the top of a record's pages. */
export function headOf(
  { row, facts }: SiteRecord,
  { status, succession, formerHolders }: HeadAround,
  person: PersonReader,
): HeadView {
  const summary = row.summary ?? facts.lead;
  const reason = textIn(facts.data, 'status_reason');
  return {
    kind: row.kind,
    id: row.id,
    title: row.title,
    summary: summary === row.title ? null : summary,
    status,
    reason: reason === null ? null : plainValue(reason),
    owner: person(row.owner),
    created: row.created ?? null,
    succession,
    formerHolders,
  };
}

/** Makes what the page of a record's text shows, of the record and of what is around it. */
export function documentOf(record: SiteRecord, near: TextAround, person: PersonReader): DocumentView {
  const { url, documentUrl } = record;
  const { parent, children, superseder, violations } = near;
  return {
    ...headOf(record, near, person),
    facts: recordFacts(record, near, person),
    items: itemsOf(record, near.items),
    about: url === documentUrl ? null : url,
    parent,
    children,
    superseder,
    violations,
  };
}
