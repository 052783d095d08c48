import type { Project } from '../store/project.ts';
import { joinLines, type Journal } from './calls.ts';
import { readJournal } from './journal.ts';
import { markSettled, openSessions } from './open.ts';
import { isHandoffCall, segmentsOf } from './segments.ts';
import { recordsOf } from './valid-marks.ts';

/** A host session of which no record tells, or not to its end. Times are milliseconds since the epoch. */
export interface UnclosedSession {
  readonly session: string;
  readonly host: string;
  readonly operator: string | undefined;
  /** When the part of it began that no record tells of. */
  readonly began: number;
  readonly last: number;
  /** Its host said that it is over. */
  readonly ended: boolean;
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

type Place = Pick<Project, 'local' | 'root' | 'top' | 'repo' | 'prefix' | 'config' | 'readOnly'>;

/**
 * The host sessions with calls that no record has, the last active first; those that are still at work are among
 * them. What turns out to be settled is not looked at again.
 * @param now milliseconds since the epoch
 */
export async function unclosedSessions(project: Place, now: number): Promise<UnclosedSession[]> {
  const found = await Promise.all(openSessions(project).map((session) => look(project, session, now)));
  return found.filter((one) => one !== undefined).sort((a, b) => b.last - a.last);
}

async function look(project: Place, session: string, now: number): Promise<UnclosedSession | undefined> {
  const journal = joinLines(readJournal(project, session));
  const records = await recordsOf(project, session, journal.marks);
  const segments = segmentsOf(journal, (id) => records.has(id));
  // The call that ran a handoff comes in after it: alone it is nothing that anybody has to hand off.
  const calls = segments.open.filter((call) => !isHandoffCall(segments, call));
  const last = lastOf(journal);
  const ended = hasEnded(journal);
  if (calls.length === 0) {
    if (!project.readOnly && now - last > (ended ? MINUTE : DAY)) markSettled(project, session);
    return undefined;
  }
  const begun = journal.events.findLast(({ e }) => e === 'start');
  const firstCall = calls[0];
  return {
    session,
    host: firstCall?.host ?? begun?.host ?? '',
    operator: journal.events.findLast(({ operator }) => operator !== undefined)?.operator,
    began: Math.min(...calls.map(({ at, ms }) => at - (ms ?? 0))),
    last,
    ended,
    calls: calls.length,
    failures: calls.filter(({ failed }) => failed).length,
    files: [...new Set(calls.flatMap(({ paths }) => paths ?? []))],
    commits: [...new Set(calls.flatMap(({ commits }) => commits ?? []))],
    worktree: begun?.worktree,
    branch: begun?.branch ?? undefined,
  };
}

const lastOf = ({ events, calls }: Journal): number =>
  Math.max(0, ...events.map(({ t }) => t), ...calls.map(({ at }) => at));

/** The last thing that its hooks told was its end; a session may be resumed after that. */
function hasEnded({ events, calls }: Journal): boolean {
  const end = events.findLast(({ e }) => e === 'start' || e === 'end');
  return end?.e === 'end' && calls.every(({ at }) => at <= end.t);
}
