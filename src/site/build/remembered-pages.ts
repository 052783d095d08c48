import { isDeepStrictEqual } from 'node:util';
import type { SiteModel, SiteRecord } from '../model.ts';
import type { Page } from '../page.ts';
import type { PageKeys } from './page-files.ts';
import type { SiteFile } from './site-file.ts';

/** The pages of a build, for the next one of the same process. */
export interface RememberedPages {
  readonly model: SiteModel;
  readonly pages: readonly Page[];
  readonly keys: PageKeys;
  /** What programs read, made of the same. */
  readonly machines: readonly SiteFile[];
}

/**
 * The pages of the last build for the records as they are now, where these differ from those in nothing but their texts:
 * what a page shows besides its own record's text is then as it was, and only the pages of records whose text is
 * another have to be looked at. That is what a save mostly does. Undefined where anything else is another: a title, an
 * item, a link, a record more.
 * @returns with the model, in which a record that is as it was is the same object: pages and links know it by that
 */
export function pagesAsBefore(
  before: Pick<RememberedPages, 'model' | 'pages'>,
  now: SiteModel,
): Pick<RememberedPages, 'model' | 'pages'> | undefined {
  const { records, settings, operators, invariants } = before.model;
  const isSame =
    records.length === now.records.length &&
    isDeepStrictEqual([settings, operators, invariants], [now.settings, now.operators, now.invariants]) &&
    records.every((record, at) => isAlike(record, now.records[at]));
  if (!isSame) return undefined;
  const others = new Map<SiteRecord, SiteRecord>();
  const kept = records.map((record, at) => {
    const other = now.records[at];
    if (!other || other.own === record.own) return record;
    others.set(record, other);
    return other;
  });
  const pages = before.pages.map((page) => {
    const record = page.record && others.get(page.record);
    return record ? { ...page, record } : page;
  });
  return { model: { ...now, records: kept }, pages };
}

/** Whether two states of a record are one to whoever does not see its text. */
function isAlike(before: SiteRecord, now: SiteRecord | undefined): boolean {
  if (!now) return false;
  const { row, facts, own: _, ...rest } = before;
  const { row: rowNow, facts: factsNow, own: __, ...restNow } = now;
  return (
    (row === rowNow || isDeepStrictEqual(row, rowNow)) &&
    (facts === factsNow || isDeepStrictEqual({ ...facts, hash: '' }, { ...factsNow, hash: '' })) &&
    isDeepStrictEqual(rest, restNow)
  );
}
