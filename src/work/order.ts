import type { Row } from './row.ts';

type Dated = Pick<Row, 'id' | 'created'> & Partial<Pick<Row, 'path'>>;

/**
 * The instant that a `created` stands for, in milliseconds; a date without a time is its first moment in UTC, as is a
 * time without an offset. `undefined` for what is neither. By hand: sorting a repository reads hundreds of thousands.
 */
export function instantOf(created: string | undefined): number | undefined {
  if (created === undefined || created.length < 10 || created.length > 40) return undefined;
  const year = digits(created, 0, 4);
  const month = digits(created, 5, 2);
  const day = digits(created, 8, 2);
  if (created.charCodeAt(4) !== DASH || created.charCodeAt(7) !== DASH) return undefined;
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return undefined;
  const date = Date.UTC(year, month - 1, day);
  return created.length === 10 ? date : withTime(created, date);
}

/** Whether there is an instant that a `created` stands for: most are as canon writes them, and that is seen at once. */
export const isDated = (created: string | undefined): created is string =>
  created !== undefined && (USUAL.test(created) || instantOf(created) !== undefined);

const USUAL =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[-+](?:[01]\d|2[0-3]):[0-5]\d))?$/;

const DASH = 45;
const DOT = 46;
const COLON = 58;

/** Reads `T15:12:40.5+02:00` behind the date. */
function withTime(created: string, date: number): number | undefined {
  const hour = digits(created, 11, 2);
  const minute = digits(created, 14, 2);
  const between = created.charAt(10);
  if (between !== 'T' && between !== 't' && between !== ' ') return undefined;
  if (created.charCodeAt(13) !== COLON) return undefined;
  let at = 16;
  let seconds = 0;
  let ms = 0;
  if (created.charCodeAt(at) === COLON) {
    seconds = digits(created, at + 1, 2);
    at += 3;
    const fraction = created.charCodeAt(at) === DOT ? /^\.\d{1,9}/.exec(created.slice(at))?.[0] : undefined;
    if (fraction !== undefined) {
      ms = Number(fraction.slice(1, 4).padEnd(3, '0'));
      at += fraction.length;
    }
  }
  if (!(hour <= 24 && minute <= 59 && seconds <= 60)) return undefined;
  const offset = offsetAt(created, at);
  if (offset === undefined) return undefined;
  return date + (hour * 60 + minute - offset) * 60_000 + seconds * 1000 + ms;
}

/** Minutes east of UTC, by what the text ends in; nothing is UTC. */
function offsetAt(created: string, at: number): number | undefined {
  const sign = created.charAt(at);
  if (sign === '') return 0;
  if (sign === 'Z' || sign === 'z') return created.length === at + 1 ? 0 : undefined;
  if (sign !== '+' && sign !== '-') return undefined;
  const colon = created.charCodeAt(at + 3) === COLON ? 1 : 0;
  const minutes = digits(created, at + 1, 2) * 60 + digits(created, at + 3 + colon, 2);
  if (!(minutes < 1440) || created.length !== at + 5 + colon) return undefined;
  return sign === '-' ? -minutes : minutes;
}

/** The number that `count` digits make; NaN where there are others. */
function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Newest first by `created`, then by id descending; records without a date last. */
export function compareNewest(a: Dated, b: Dated): number {
  return compareKeys(keyOf(a), keyOf(b), a, b);
}

/** The rows newest first, as `compareNewest` has them; each date is read once. */
export function newestFirst<T extends Dated>(rows: readonly T[]): T[] {
  return rows
    .map((row) => ({ row, key: keyOf(row) }))
    .sort((a, b) => compareKeys(a.key, b.key, a.row, b.row))
    .map(({ row }) => row);
}

const keyOf = (row: Dated): number => instantOf(row.created) ?? Number.NEGATIVE_INFINITY;

function compareKeys(keyA: number, keyB: number, a: Dated, b: Dated): number {
  if (keyA !== keyB) return keyA < keyB ? 1 : -1;
  if (a.id !== b.id) return a.id < b.id ? 1 : -1;
  // Two files with one id: a finding, but in the same order every time.
  const [pathA, pathB] = [a.path ?? '', b.path ?? ''];
  return pathA < pathB ? -1 : pathA > pathB ? 1 : 0;
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
