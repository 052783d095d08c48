import { type OpenItem, waitsOn } from '../../work/open-items.ts';
import { type ImportedItem, ownFirst } from '../../work/own-first.ts';
import type { SiteModel, SiteRecord } from '../model.ts';
import { excerpt } from '../excerpt.ts';
import type { Person } from './card.ts';
import { personReader, type PersonReader } from './person-reader.ts';
import { type Ref, refOf } from './ref.ts';
import type { Relations } from './relations.ts';

/** Something that waits, as a page shows it. */
export interface WaitingLine {
  /** `RT-260510-02#w1` */
  readonly item: string;
  readonly text: string;
  readonly from: Person | null;
  readonly created: string | null;
  readonly record: Ref | null;
  /** Where it stands, from the site's root. */
  readonly at: string | null;
  /** Of imported sessions: in so many it stands. */
  readonly times: number | null;
}

/** What waits on one person; on nobody where `who` is null. */
export interface Waiting {
  readonly who: Person | null;
  readonly lines: readonly WaitingLine[];
  /** How many more there are, and how many of those imported sessions have left. */
  readonly more: number;
  readonly moreImported: number;
}

/** One item is read in a glance; the rest is in its record. */
const LONGEST = 240;

/**
 * What waits on whom: operators in the order of their file, then others; the newest first, what imported sessions have
 * left behind all else, so many of each.
 */
export function waitingOn(model: SiteModel, { open }: Relations, most: number): Waiting[] {
  const person = personReader(model);
  const line = lineMaker(model, person);
  const bySlug = new Map<string, OpenItem[]>(model.operators.map(({ slug }) => [slug, []]));
  for (const item of open) {
    const whom = waitsOn(item) ?? '';
    if (item.type === 'question' && whom === '') continue;
    const group = bySlug.get(whom) ?? [];
    bySlug.set(whom, group);
    group.push(item);
  }
  return [...bySlug]
    .filter(([, items]) => items.length > 0)
    .map(([slug, items]) => {
      const { own, imported } = ownFirst(items);
      const all = [...own, ...imported];
      return {
        who: slug === '' ? null : person(slug),
        lines: all.slice(0, most).map(line),
        more: Math.max(0, all.length - most),
        moreImported: imported.length - all.slice(own.length, most).length,
      };
    });
}

/** Questions that wait for no one in particular but whoever wrote them; so many of them, and how many there are. */
export function openQuestions(
  model: SiteModel,
  { open }: Relations,
  most: number,
): { readonly lines: readonly WaitingLine[]; readonly count: number } {
  const questions = open.filter((item) => item.type === 'question' && waitsOn(item) === undefined);
  const line = lineMaker(model, personReader(model));
  const { own, imported } = ownFirst(questions);
  const all = [...own, ...imported];
  return { lines: all.slice(0, most).map(line), count: all.length };
}

/** Makes lines of open items. */
function lineMaker(
  { records }: SiteModel,
  person: PersonReader,
): (item: OpenItem | ImportedItem) => WaitingLine {
  const byPath = new Map<string, SiteRecord>(records.map((record) => [record.row.path, record]));
  return (item) => {
    const { ref, text, from, created, path } = item;
    const record = byPath.get(path);
    return {
      item: ref,
      text: excerpt(text, LONGEST),
      from: person(from),
      created: created ?? null,
      record: record === undefined ? null : refOf(record),
      at: record === undefined ? null : `${record.documentUrl}#${ref.slice(ref.lastIndexOf('#') + 1)}`,
      times: 'times' in item ? item.times : null,
    };
  };
}
