import type { Config } from '../store/config.ts';
import { type Call, joinLines } from './calls.ts';
import { type Counts, countCalls } from './counts.ts';
import { checkInvariants, type Held, type Violation, violations } from './invariants.ts';
import { journalSessions, readJournal } from './journal.ts';
import { isUnclosed, segmentsOf } from './segments.ts';

/** What is known of one host session. */
export interface SessionSummary {
  /** `claude-code` */
  readonly host: string;
  readonly hostSession: string;
  readonly operator: string | undefined;
  readonly counts: Counts;
  readonly invariants: ReadonlyMap<string, Held>;
  readonly violations: readonly Violation[];
  /** Records that were written of it, in that order. */
  readonly records: readonly string[];
  /** The one that was asked for, else the last. */
  readonly record: string | null;
  /** There was work after the last record. */
  readonly unclosed: boolean;
  /** The host's own file of the session, where a start named it. */
  readonly transcript: string | undefined;
}

export interface SummaryOptions {
  /** Whether there is a record of that id. */
  readonly isRecord: (id: string) => boolean;
  /** Only the calls that this record is of. */
  readonly record?: string;
  /** Only calls that ended in this time: from the first moment to just before the second. */
  readonly within?: Within;
}

export interface Within {
  readonly from: number;
  readonly to: number;
}

type Place = { readonly local: string };
type Rules = Pick<Config, 'fold_tools' | 'invariants'>;

/** One host session as its journal has it; undefined where there is none, or nothing in it of what was asked for. */
export function summarize(
  project: Place,
  config: Rules,
  session: string,
  options: SummaryOptions,
): SessionSummary | undefined {
  const { record, within } = options;
  const journal = joinLines(readJournal(project, session));
  const { calls: all, events, marks } = journal;
  if (all.length === 0 && events.length === 0 && marks.length === 0) return undefined;
  const segments = segmentsOf(journal, options.isRecord);
  const some = record === undefined ? all : segments.records.get(record);
  if (some === undefined) return undefined;
  const calls = within === undefined ? some : some.filter(({ at }) => isIn(at, within));
  if (within !== undefined && calls.length === 0) return undefined;
  const counts = countCalls(calls, config);
  const records = [...segments.records.keys()];
  return {
    host: hostOf(all, events),
    hostSession: journal.session ?? session,
    operator: events.findLast((event) => event.operator !== undefined)?.operator,
    counts,
    invariants: checkInvariants(counts, config),
    violations: violations(calls, config),
    records,
    record: record ?? records.at(-1) ?? null,
    unclosed: isUnclosed(segments),
    transcript: events.findLast((event) => event.transcript !== undefined)?.transcript,
  };
}

const isIn = (at: number, { from, to }: Within): boolean => at >= from && at < to;

const hostOf = (calls: readonly Call[], events: readonly { readonly host: string }[]): string =>
  events[0]?.host ?? calls[0]?.host ?? '';

/** Every host session of this clone, the one with the latest call first. */
export function listSummaries(project: Place, config: Rules, options: SummaryOptions): SessionSummary[] {
  // A journal that was last added to before that day has nothing of it.
  return journalSessions(project, options.within?.from)
    .flatMap(({ session }) => summarize(project, config, session, options) ?? [])
    .toSorted((a, b) => (b.counts.last ?? 0) - (a.counts.last ?? 0));
}
