import { isDated } from '../../work/order.ts';
import { excerpt } from '../excerpt.ts';
import type { SiteModel, SiteRecord } from '../model.ts';
import { type Counted, countedIn, type Coverage, eachCount } from './counted.ts';

/** What the sessions of a site have counted. Plain JSON. */
export interface ToolCalls {
  readonly sessions: number;
  /** Sessions whose record has a count of its calls. */
  readonly counted: number;
  readonly coverage: Readonly<Record<Coverage, number>>;
  readonly calls: number;
  readonly failures: number;
  /** The most often called first. */
  readonly tools: readonly (readonly [name: string, calls: number])[];
  /** Those that are not among them. */
  readonly others: { readonly names: number; readonly calls: number };
  /** The last days on which anything was called, the oldest first. */
  readonly days: readonly DayCalls[];
}

/** The calls of the sessions that were handed off on a day. */
export interface DayCalls {
  readonly day: string;
  readonly calls: number;
  readonly failures: number;
  readonly sessions: number;
}

const MOST_TOOLS = 200;
const MOST_DAYS = 60;
const LONGEST_NAME = 100;

/** Adds up what sessions have counted. */
export function toolCalls({ records, invariants }: Pick<SiteModel, 'records' | 'invariants'>): ToolCalls {
  // The counter of an invariant that is called otherwise than what it counts is no tool: those calls are there already.
  const counters = new Set(
    invariants.filter(({ name, tools }) => !tools.includes(name)).map(({ name }) => name),
  );
  const coverage = { complete: 0, partial: 0, none: 0 };
  const tools = new Map<string, number>();
  const days = new Map<string, { -readonly [K in keyof DayCalls]: DayCalls[K] }>();
  const sum = { sessions: 0, counted: 0, calls: 0, failures: 0 };
  for (const record of records) {
    if (record.row.kind !== 'session' || record.row.fault) continue;
    const counted = countedIn(record.facts.data);
    coverage[counted.coverage] += 1;
    sum.sessions += 1;
    if (counted.calls !== null) sum.counted += 1;
    sum.calls += counted.calls ?? 0;
    sum.failures += counted.failures;
    eachCount(record.facts.data, (name, calls) => {
      if (calls > 0 && !counters.has(name)) tools.set(name, (tools.get(name) ?? 0) + calls);
    });
    addDay(days, record, counted);
  }
  // By name only where it is seen: of a hundred thousand names that would take a second.
  const sorted = [...tools].sort((a, b) => b[1] - a[1]);
  const shown = sorted.slice(0, MOST_TOOLS).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const rest = sorted.slice(MOST_TOOLS);
  return {
    ...sum,
    coverage,
    tools: shown.map(([name, calls]) => [excerpt(name, LONGEST_NAME), calls] as const),
    others: { names: rest.length, calls: rest.reduce((all, [, calls]) => all + calls, 0) },
    days: [...days.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1)).slice(-MOST_DAYS),
  };
}

function addDay(
  days: Map<string, { -readonly [K in keyof DayCalls]: DayCalls[K] }>,
  { row }: SiteRecord,
  { calls, failures }: Counted,
): void {
  if (calls === null || calls === 0 || !isDated(row.created)) return;
  // The day as it was where the session took place.
  const day = row.created.slice(0, 10);
  const found = days.get(day) ?? { day, calls: 0, failures: 0, sessions: 0 };
  found.calls += calls;
  found.failures += failures;
  found.sessions += 1;
  days.set(day, found);
}
