import { statSync } from 'node:fs';
import type { Project } from '../store/project.ts';
import { type Call, joinLines, type Journal } from './calls.ts';
import type { SessionEvent } from './event.ts';
import { readJournal } from './journal.ts';
import { journalFile } from './journal-name.ts';
import { FORGOTTEN, openSessions, settle } from './open.ts';
import { isHandoffCall, segmentsOf } from './segments.ts';
import { type Marked, recordsOfAll } from './valid-marks.ts';

/** A host session of which no record tells, or not to its end. Times are milliseconds since the epoch. */
export interface UnclosedSession {
  readonly session: string;
  readonly host: string;
  readonly operator: string | undefined;
  /** When the part of it began that no record tells of. */
  readonly began: number;
  /** When something was last heard of it, or of the one that goes on from it after a `/clear`. */
  readonly last: number;
  /** Its host said that it is over, and no other goes on from it. */
  readonly ended: boolean;
  /** The sessions that go on from it, one after the other. */
  readonly goesOnIn: readonly string[];
  readonly calls: number;
  readonly failures: number;
  /** Files it touched, relative to the top of their work tree. */
  readonly files: readonly string[];
  readonly commits: readonly string[];
  readonly worktree: string | undefined;
  readonly branch: string | undefined;
}

// After so long nothing comes in any more of a session that has ended, and of one that only seems to go on.
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** So many are read whole; a dashboard shows fewer. */
const MANY = 200;

type Place = Pick<Project, 'local' | 'root' | 'top' | 'repo' | 'prefix' | 'config' | 'readOnly'>;

/**
 * The host sessions of this project with calls that no record has, the last active first; those that are still at
 * work are among them. What turns out to be settled is not looked at again.
 * @param now milliseconds since the epoch
 * @param all also those that nobody has come back to for a long time, and however many
 */
export async function unclosedSessions(project: Place, now: number, all = false): Promise<UnclosedSession[]> {
  const recent = openSessions(project)
    .flatMap((session) => {
      const info = statSync(journalFile(project, session), { throwIfNoEntry: false });
      return info ? [{ session, size: info.size, at: info.mtimeMs }] : [];
    })
    .filter(({ at }) => all || now - at < FORGOTTEN)
    .sort((a, b) => b.at - a.at)
    .slice(0, all ? undefined : MANY);
  const read = recent.map(({ session, size }) =>
    brief(session, size, joinLines(readJournal(project, session))),
  );
  const records = await recordsOfAll(project, read);
  const begins = new Map(read.flatMap((one) => (one.continues === undefined ? [] : [[one.continues, one]])));
  return read
    .flatMap((one) => unclosedOf(project, one, records.get(one.session) ?? new Set(), begins, now) ?? [])
    .sort((a, b) => b.last - a.last);
}

/** What is kept of a journal while all are looked at. */
interface Brief extends Marked {
  /** Bytes of the journal, from before it was read. */
  readonly size: number;
  readonly journal: Journal;
  readonly continues: string | undefined;
  readonly last: number;
  readonly ended: boolean;
}

function brief(session: string, size: number, journal: Journal): Brief {
  return {
    session,
    size,
    journal,
    marks: journal.marks,
    continues: journal.events.find((event) => event.continues !== undefined)?.continues,
    last: lastOf(journal),
    ended: hasEnded(journal),
  };
}

function unclosedOf(
  project: Place,
  { session, size, journal, last, ended }: Brief,
  records: ReadonlySet<string>,
  begins: ReadonlyMap<string, Brief>,
  now: number,
): UnclosedSession | undefined {
  const segments = segmentsOf(journal, (id) => records.has(id));
  // The call that ran a handoff comes in after it: alone it is nothing that anybody has to hand off.
  const calls = segments.open.filter((call) => !isHandoffCall(segments, call));
  if (calls.length === 0) {
    if (!project.readOnly && now - last > (ended ? MINUTE : DAY)) settle(project, session, size);
    return undefined;
  }
  const begun = journal.events.findLast(({ e }) => e === 'start');
  if (begun?.project !== undefined && begun.project !== project.prefix) return undefined;
  const after = followers(session, begins);
  const head = after.at(-1);
  return {
    session,
    host: calls[0]?.host ?? begun?.host ?? '',
    operator: journal.events.findLast(({ operator }) => operator !== undefined)?.operator,
    began: beganAt(calls),
    last: Math.max(last, head?.last ?? 0),
    ended: head?.ended ?? ended,
    goesOnIn: after.map((one) => one.session),
    calls: calls.length,
    failures: calls.filter(({ failed }) => failed).length,
    files: [...new Set(calls.flatMap(({ paths }) => paths ?? []))],
    commits: [...new Set(calls.flatMap(({ commits }) => commits ?? []))],
    worktree: begun?.worktree,
    branch: begun?.branch ?? undefined,
  };
}

/** The sessions that go on from one, in order. */
function followers(session: string, begins: ReadonlyMap<string, Brief>): Brief[] {
  const found: Brief[] = [];
  for (let next = begins.get(session); next && !found.includes(next); next = begins.get(next.session)) {
    found.push(next);
  }
  return found;
}

// No spread into arguments: a session may have more calls than a function takes.
const latest = (times: Iterable<number>): number => {
  let last = 0;
  for (const t of times) last = Math.max(last, t);
  return last;
};

const beganAt = (calls: readonly Call[]): number =>
  calls.reduce((first, { at, ms = 0 }) => Math.min(first, at - ms), Number.POSITIVE_INFINITY);

const lastOf = ({ events, calls }: Journal): number =>
  Math.max(latest(events.map(({ t }) => t)), latest(calls.map(({ at }) => at)));

/** The last thing that its hooks told was its end; a session may be resumed after that. */
function hasEnded({ events, calls }: Journal): boolean {
  const end: SessionEvent | undefined = events.findLast(({ e }) => e === 'start' || e === 'end');
  return end?.e === 'end' && calls.every(({ at }) => at <= end.t);
}
