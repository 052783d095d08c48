import { instantOf, isDated } from '../../work/order.ts';
import type { SiteRecord } from '../model.ts';

/** When a record came to be and when it last changed, as they are written; null where nobody knows. */
export interface RecordDates {
  readonly created: string | null;
  readonly updated: string | null;
}

/** The dates of a record: its own, and those of the commits that changed it. */
export function datesOf({ row, history }: Pick<SiteRecord, 'row' | 'history'>): RecordDates {
  const begun = isDated(row.created) ? row.created : history.at(-1)?.at;
  const created = isDated(begun) ? begun : null;
  const changed = history[0]?.at;
  if (changed === undefined || created === null) return { created, updated: created };
  const isLater = (instantOf(changed) ?? -Infinity) >= (instantOf(created) ?? -Infinity);
  return { created, updated: isLater ? changed : created };
}

/** When the last of some records changed, as programs read it; undefined where nobody knows. */
export function lastChange(records: readonly SiteRecord[]): string | undefined {
  const dates = records.map((record) => machineDate(datesOf(record).updated) ?? '');
  const last = dates.reduce((last, date) => (date > last ? date : last), '');
  return last === '' ? undefined : last;
}

/**
 * A date as programs read it: RFC 3339 in UTC, whole seconds. Undefined for what is no date, and for years that RFC 3339
 * cannot write.
 */
export function machineDate(at: string | null | undefined): string | undefined {
  const instant = instantOf(at ?? undefined);
  if (instant === undefined) return undefined;
  const written = `${new Date(instant).toISOString().slice(0, -5)}Z`;
  return /^\d{4}-/.test(written) ? written : undefined;
}
