import { isDate } from '../../record/ids.ts';
import { monthNumber } from './month-names.ts';
import { readClock } from './read-clock.ts';

/** A longer text is no date with a few words around it. */
const LONGEST = 240;

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Behind its last character. */
  readonly end: number;
}

// In the order in which they are tried; each anchored by what may not stand beside it.
const YEAR_FIRST = /(?<!\d)(\d{4})([-/._])(\d{1,2})\2(\d{1,2})(?!\d)/;
const COMPACT = /(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)/;
const CJK = /(?<!\d)(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]/;
const DAY_NAME =
  /(?<![\p{L}\d])(\d{1,2})(?:st|nd|rd|th|er|º|°)?\.?\s*[-\s]\s*(?:de\s+|of\s+)?(\p{L}{3,12})\.?,?\s*[-\s]\s*(?:de\s+)?(\d{4})(?!\d)/iu;
const NAME_DAY = /(?<!\p{L})(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+)(\d{4})(?!\d)/iu;
const DAY_NAME_TIGHT = /(?<![\p{L}\d])(\d{1,2})(\p{L}{3,12})(\d{4})(?!\d)/u;
const DOTTED = /(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)(?![\d.]*\d)/;
const SLASHED = /(?<![\d/])(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/])/;

/**
 * The point in time that a text names, from any common way to write one: `2026-05-11`, or RFC 3339 where there is a
 * time of day. The first one counts; one without a zone is taken as UTC, so that its day stays. Undefined where there is none, or where day and
 * month cannot be told apart (`05/06/2026`).
 */
export function readWhen(text: string): string | undefined {
  const trimmed = text.trim();
  // Most headings and names have no number at all.
  if (trimmed.length > LONGEST || !/\d/.test(trimmed)) return undefined;
  if (/^\d{10}$|^\d{13}$/.test(trimmed)) return readEpoch(trimmed);
  const day = findDay(trimmed);
  if (!day) return undefined;
  const date = dateOf(day);
  if (!isDate(date)) return undefined;
  const clock = readClock(trimmed.slice(day.end));
  return clock === undefined ? date : `${date}T${clock}`;
}

/** The day alone of what `readWhen` gives. */
export const dayOf = (when: string): string => when.slice(0, 10);

function findDay(text: string): Day | undefined {
  const days = READERS.map((read) => read(text)).filter((day) => day !== undefined);
  // The one that begins first: `May 11, 2026 → May 13, 2026`.
  let first: (Day & { start: number }) | undefined;
  for (const day of days) if (!first || day.start < first.start) first = day;
  return first;
}

type Found = Day & { readonly start: number };

const found = (match: RegExpExecArray, year: string, month: number, day: string): Found => ({
  year: fullYear(year),
  month,
  day: Number(day),
  start: match.index,
  end: match.index + match[0].length,
});

const READERS: readonly ((text: string) => Found | undefined)[] = [
  (text) => {
    const match = YEAR_FIRST.exec(text);
    return match ? found(match, match[1] ?? '', Number(match[3]), match[4] ?? '') : undefined;
  },
  (text) => {
    const match = COMPACT.exec(text);
    const day = match ? found(match, match[1] ?? '', Number(match[2]), match[3] ?? '') : undefined;
    return day && isDate(dateOf(day)) ? day : undefined;
  },
  (text) => {
    const match = CJK.exec(text);
    return match ? found(match, match[1] ?? '', Number(match[2]), match[3] ?? '') : undefined;
  },
  (text) => {
    const match = DAY_NAME.exec(text) ?? DAY_NAME_TIGHT.exec(text);
    const month = match ? monthNumber(match[2] ?? '') : undefined;
    return match && month !== undefined ? found(match, match[3] ?? '', month, match[1] ?? '') : undefined;
  },
  (text) => {
    const match = NAME_DAY.exec(text);
    const month = match ? monthNumber(match[1] ?? '') : undefined;
    return match && month !== undefined ? found(match, match[3] ?? '', month, match[2] ?? '') : undefined;
  },
  (text) => {
    const match = DOTTED.exec(text);
    return match ? found(match, match[3] ?? '', Number(match[2]), match[1] ?? '') : undefined;
  },
  (text) => {
    const match = SLASHED.exec(text);
    if (!match) return undefined;
    const [first, second] = [Number(match[1]), Number(match[3])];
    // The month first or the day first: only a number beyond twelve tells, or two that are the same.
    if (first > 12) return found(match, match[4] ?? '', second, String(first));
    if (second > 12 || first === second) return found(match, match[4] ?? '', first, String(second));
    return undefined;
  },
];

const fullYear = (year: string): number => (year.length === 2 ? 2000 + Number(year) : Number(year));

const two = (value: number): string => String(value).padStart(2, '0');
const dateOf = ({ year, month, day }: Day): string =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;

function readEpoch(digits: string): string | undefined {
  const ms = digits.length === 10 ? Number(digits) * 1000 : Number(digits);
  const at = new Date(ms);
  const year = at.getUTCFullYear();
  return year >= 1990 && year < 2100 ? `${at.toISOString().slice(0, 19)}Z` : undefined;
}
