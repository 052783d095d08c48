import type { LanguageCode } from '../model.ts';
import { chrome } from './chrome.ts';
import { home } from './home.ts';
import { record } from './record.ts';
import { records } from './records.ts';
import { search, type SearchWords } from './search.ts';
import { prose } from './prose.ts';
import { machines } from './machines.ts';
import { people } from './people.ts';
import { kinds, states } from './states.ts';
import { telemetry } from './telemetry.ts';

/** Everything the interface says in one language, by the part of the site that says it. */
export interface Words {
  readonly code: LanguageCode;
  /** `en-GB`: how dates and numbers are written. */
  readonly locale: string;
  readonly chrome: (typeof chrome)['en'];
  readonly home: (typeof home)['en'];
  readonly records: (typeof records)['en'];
  readonly kinds: (typeof kinds)['en'];
  readonly search: Omit<(typeof search)['en'], 'browser'> & { readonly browser: SearchWords };
  readonly prose: (typeof prose)['en'];
  readonly record: (typeof record)['en'];
  readonly people: (typeof people)['en'];
  readonly telemetry: (typeof telemetry)['en'];
  readonly machines: (typeof machines)['en'];
  /** States of records by their name on disk; one that is not there is its own word. */
  readonly states: Readonly<Record<string, string>>;
  /** What a state is called; a state that nobody knows is its own word. */
  readonly state: (status: string) => string;
  /** `12,345` */
  readonly number: (value: number) => string;
  /** `plural(4, 'task', 'tasks')`, or in Russian `plural(4, 'задача', 'задачи', 'задач')`. */
  readonly plural: (count: number, ...forms: readonly string[]) => string;
  readonly date: (written: string | null | undefined) => string;
  readonly dateTime: (written: string | null | undefined) => string;
}

const LOCALES: Readonly<Record<LanguageCode, string>> = { en: 'en-GB', ru: 'ru-RU' };
const FORMS: Readonly<Record<LanguageCode, readonly Intl.LDMLPluralRule[]>> = {
  en: ['one', 'other'],
  ru: ['one', 'few', 'many'],
};

/** As `Intl.NumberFormat` writes whole numbers: to make one takes longer than a page. */
const BETWEEN: Readonly<Record<LanguageCode, string>> = { en: ',', ru: '\u00A0' };
const THOUSANDS = /\B(?=(?:\d{3})+$)/g;

/** The words of a language. */
export function wordsOf(code: LanguageCode): Words {
  // Each takes milliseconds to make, and a build that changes little needs few.
  const rules = once(() => new Intl.PluralRules(LOCALES[code]));
  const numbers = once(() => new Intl.NumberFormat(LOCALES[code]));
  const days = once(() => new Intl.DateTimeFormat(LOCALES[code], { dateStyle: 'long', timeZone: 'UTC' }));
  const number = (value: number): string =>
    Number.isSafeInteger(value) ? `${value}`.replaceAll(THOUSANDS, BETWEEN[code]) : numbers().format(value);
  const known = new Map<string, string>();
  const date = (written: string | null | undefined): string => {
    const [day, year, month, dayOfMonth] = /^(\d{4})-(\d\d)-(\d\d)/.exec(written ?? '') ?? [];
    if (day === undefined) return written ?? '';
    const before = known.get(day);
    if (before !== undefined) return before;
    const said = days().format(Date.UTC(Number(year), Number(month) - 1, Number(dayOfMonth)));
    known.set(day, said);
    return said;
  };
  return {
    code,
    locale: LOCALES[code],
    chrome: chrome[code],
    home: home[code],
    records: records[code],
    kinds: kinds[code],
    search: search[code],
    prose: prose[code],
    record: record[code],
    people: people[code],
    telemetry: telemetry[code],
    machines: machines[code],
    states: states[code],
    state: (status) => (Object.hasOwn(states[code], status) ? states[code][status] : undefined) ?? status,
    number,
    plural: (count, ...forms) => {
      const at = FORMS[code].indexOf(rules().select(count));
      return `${number(count)} ${forms[at] ?? forms.at(-1) ?? ''}`;
    },
    date,
    // The time as it is written, with whoever wrote it: a page must not change with where it is built.
    dateTime: (written) => {
      const [, time] = /T(\d\d:\d\d)/.exec(written ?? '') ?? [];
      return time === undefined ? date(written) : `${date(written)}, ${time}`;
    },
  };
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
