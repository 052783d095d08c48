import type { Row } from './row.ts';

type Dated = Pick<Row, 'id' | 'created'>;

const TIME = /^\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:?\d{2})?)?$/;

/**
 * The instant that a `created` stands for, in milliseconds; a date without a time is its first moment in UTC, as is a
 * time without an offset. `undefined` for what is neither.
 */
export function instantOf(created: string | undefined): number | undefined {
  if (created === undefined || created.length > 40 || !TIME.test(created)) return undefined;
  const bare =
    created.length === 10 || /[Zz]$|[+-]\d{2}:?\d{2}$/.test(created.slice(10)) ? created : `${created}Z`;
  const ms = Date.parse(bare.replace(' ', 'T'));
  return Number.isNaN(ms) ? undefined : ms;
}

/** Newest first by `created`, then by id descending; records without a date last. */
export function compareNewest(a: Dated, b: Dated): number {
  return compareKeys(instantOf(a.created), a.id, instantOf(b.created), b.id);
}

/** The rows newest first, as `compareNewest` has them; each date is read once. */
export function newestFirst<T extends Dated>(rows: readonly T[]): T[] {
  return rows
    .map((row) => ({ row, ms: instantOf(row.created) }))
    .sort((a, b) => compareKeys(a.ms, a.row.id, b.ms, b.row.id))
    .map(({ row }) => row);
}

function compareKeys(a: number | undefined, idA: string, b: number | undefined, idB: string): number {
  if (a !== b) {
    if (a === undefined) return 1;
    if (b === undefined) return -1;
    return b - a;
  }
  return idA < idB ? 1 : idA > idB ? -1 : 0;
}

/**
 * True when `a` is not older than `b`. Where one of them has only a date, the dates as written decide: a session of
 * the same day may close a plan's question. What has no date is never older.
 */
export function notBefore(a: string | undefined, b: string | undefined): boolean {
  const [msA, msB] = [instantOf(a), instantOf(b)];
  if (a === undefined || b === undefined || msA === undefined || msB === undefined) return true;
  return a.length === 10 || b.length === 10 ? a.slice(0, 10) >= b.slice(0, 10) : msA >= msB;
}
