import type { Project } from '../store/project.ts';
import { type Call, joinLines, type Journal, keyOf } from './calls.ts';
import { type Counts, countCalls } from './counts.ts';
import { checkInvariants, type Held, type Violation, violations } from './invariants.ts';
import { journalSessions, readJournal } from './journal.ts';
import { isUnclosed, segmentsOf } from './segments.ts';
import { recordsOf, recordsOfAll } from './valid-marks.ts';

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
  /** Only the calls that this record is of. */
  readonly record?: string;
  /** Only calls that ended in this time: from the first moment to just before the second. */
  readonly within?: Within;
}

export interface Within {
  readonly from: number;
  readonly to: number;
}

type Place = Pick<Project, 'local' | 'top' | 'repo' | 'prefix' | 'config'>;

/** One host session as its journal has it; undefined where there is none, or nothing in it of what was asked for. */
export async function summarize(
  project: Place,
  session: string,
  options: SummaryOptions = {},
): Promise<SessionSummary | undefined> {
  const journal = joinLines(readJournal(project, session));
  return summaryOf(project, session, journal, await recordsOf(project, session, journal.marks), options);
}

function summaryOf(
  project: Place,
  session: string,
  journal: Journal,
  valid: ReadonlySet<string>,
  { record, within }: SummaryOptions,
): SessionSummary | undefined {
  const { calls: all, events, marks } = journal;
  if (all.length === 0 && events.length === 0 && marks.length === 0) return undefined;
  const segments = segmentsOf(journal, (id) => valid.has(id));
  const { config } = project;
  const idOf = new Map(marks.map((mark) => [keyOf(mark), mark.record]));
  const asked = [...segments.records].filter(([key]) => idOf.get(key) === record);
  // Of two projects' records of one id, this one's.
  const own = asked.find(([key]) => key.startsWith(project.prefix)) ?? asked[0];
  const some = record === undefined ? all : own?.[1];
  if (some === undefined) return undefined;
  const calls = within === undefined ? some : some.filter(({ at }) => isIn(at, within));
  if (within !== undefined && calls.length === 0) return undefined;
  const counts = countCalls(calls, config);
  const records = [...segments.records.keys()].map((key) => idOf.get(key) ?? key);
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

// So many journals are held at a time; for each such lot branches are asked once.
const LOT = 100;

/** Every host session of this clone, the one with the latest call first. */
export async function listSummaries(project: Place, options: SummaryOptions = {}): Promise<SessionSummary[]> {
  const found: SessionSummary[] = [];
  // A journal that was last added to before that day has nothing of it.
  const sessions = journalSessions(project, options.within?.from);
  for (let at = 0; at < sessions.length; at += LOT) {
    const lot = sessions.slice(at, at + LOT).map(({ session }) => {
      const journal = joinLines(readJournal(project, session));
      return { session, journal, marks: journal.marks };
    });
    const records = await recordsOfAll(project, lot);
    for (const { session, journal } of lot) {
      const summary = summaryOf(project, session, journal, records.get(session) ?? new Set(), options);
      if (summary) found.push(summary);
    }
  }
  return found.toSorted((a, b) => (b.counts.last ?? 0) - (a.counts.last ?? 0));
}
