import { excerpt } from '../excerpt.ts';
import type { SiteModel } from '../model.ts';
import { counterIn } from './counted.ts';

/** A session in which an invariant was counted. */
export interface CountedSession {
  readonly id: string;
  readonly title: string;
  /** From the site's root. */
  readonly url: string;
  readonly created: string | null;
  readonly count: number;
}

/** An invariant of the configuration, and what its counter came to over time. Plain JSON. */
export interface Counter {
  readonly name: string;
  readonly max: number;
  readonly mode: string;
  /** What is counted: names of tools, `*` for any characters. */
  readonly tools: readonly string[];
  /** Sessions that have counted it, and those that have not. */
  readonly counted: number;
  readonly uncounted: number;
  readonly total: number;
  /** Sessions above the limit: how many, and the newest of them, the newest first. */
  readonly broken: number;
  readonly breaches: readonly CountedSession[];
  /** The last sessions that have counted it, the oldest first. */
  readonly recent: readonly CountedSession[];
}

/** More invariants than anybody looks through. */
export const MOST_INVARIANTS = 100;

/** The part of its page that shows the counter of an invariant, by the place of that in the configuration. */
export const counterId = (at: number): string => `i${at + 1}`;
export const counterUrl = (at: number): string => `invariants/#${counterId(at)}`;

const MOST_BREACHES = 100;
const MOST_RECENT = 60;
const LONGEST_NAME = 100;
const MOST_TOOLS = 20;

/** What the counters of the configuration's invariants came to in the sessions of a site. */
export function counters({ records, invariants }: Pick<SiteModel, 'records' | 'invariants'>): Counter[] {
  const shown = invariants.slice(0, MOST_INVARIANTS);
  const found = shown.map(() => ({ counted: 0, uncounted: 0, total: 0, broken: 0 }));
  const breaches = shown.map((): CountedSession[] => []);
  const recent = shown.map((): CountedSession[] => []);
  for (const { row, facts, url } of records) {
    if (row.kind !== 'session' || row.fault) continue;
    for (const [at, { name, max }] of shown.entries()) {
      const sums = found[at];
      const count = counterIn(facts.data, name);
      if (!sums) continue;
      if (count === undefined) {
        sums.uncounted += 1;
        continue;
      }
      const session = { id: row.id, title: row.title, url, created: row.created ?? null, count };
      sums.counted += 1;
      sums.total += count;
      if (count > max) sums.broken += 1;
      if (count > max && breaches[at] && breaches[at].length < MOST_BREACHES) breaches[at].push(session);
      if (recent[at] && recent[at].length < MOST_RECENT) recent[at].push(session);
    }
  }
  return shown.map(({ name, max, mode, tools }, at) => ({
    name,
    max,
    mode,
    tools: tools.slice(0, MOST_TOOLS).map((tool) => excerpt(tool, LONGEST_NAME)),
    ...(found[at] ?? { counted: 0, uncounted: 0, total: 0, broken: 0 }),
    breaches: breaches[at] ?? [],
    recent: (recent[at] ?? []).toReversed(),
  }));
}
