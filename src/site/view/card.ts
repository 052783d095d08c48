import type { Kind } from '../../record/kinds.ts';
import type { SiteModel, SiteRecord } from '../model.ts';
import { personReader } from './person-reader.ts';
import { type Ref, refOf } from './ref.ts';
import type { Relations } from './relations.ts';

/** Whose something is. */
export interface Person {
  readonly name: string;
  /** From the site's root; null where there is no page about them. */
  readonly url: string | null;
}

/** A record as lists show it. Plain JSON. */
export interface Card {
  readonly kind: Kind;
  readonly id: string;
  readonly title: string;
  /** From the site's root. */
  readonly url: string;
  /** `broken` where the record does not parse. */
  readonly status: string | null;
  /** The newest of several iterations of one thing. */
  readonly latest: boolean;
  readonly summary: string | null;
  readonly owner: Person | null;
  /** As written. */
  readonly created: string | null;
  readonly plan: Ref | null;
  readonly workstream: Ref | null;
  readonly tags: readonly string[];
  readonly progress: { readonly done: number; readonly total: number } | null;
}

/** Makes cards of records. */
export type CardMaker = (record: SiteRecord, latest?: boolean) => Card;

/** Makes cards of a site's records. */
export function cardMaker(model: SiteModel, relations: Relations): CardMaker {
  const person = personReader(model);
  const refTo = (kind: Kind, id: string | undefined): Ref | null => {
    const record = id === undefined ? undefined : relations.named(kind, id);
    return record === undefined ? null : refOf(record);
  };
  const made = new Map<SiteRecord, Card>();
  return (record, latest = false) => {
    const before = made.get(record);
    if (before) return latest ? { ...before, latest } : before;
    const { row, url } = record;
    const progress = relations.progressOf(row);
    const card: Card = {
      kind: row.kind,
      id: row.id,
      title: row.title,
      url,
      status: record.status,
      latest: false,
      summary: row.summary ?? null,
      owner: person(row.owner),
      created: row.created ?? null,
      plan: refTo('plan', relations.planOf(row)),
      workstream: refTo('workstream', row.workstream),
      tags: row.tags ?? [],
      progress: progress === undefined || progress.total === 0 ? null : pick(progress),
    };
    made.set(record, card);
    return latest ? { ...card, latest } : card;
  };
}

const pick = ({ done, total }: { readonly done: number; readonly total: number }): Card['progress'] => ({
  done,
  total,
});
