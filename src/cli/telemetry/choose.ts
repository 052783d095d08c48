import { CanonError } from '../../fault/error.ts';
import { coveredSessions } from '../../handoff/covered-sessions.ts';
import { hostSession } from '../../host/session.ts';
import { isSessionId } from '../../record/ids.ts';
import type { Project } from '../../store/project.ts';
import type { RowSet } from '../../store/row-set.ts';
import { journalSessions } from '../../telemetry/journal.ts';
import {
  listSummaries,
  type SessionSummary,
  summarize,
  type SummaryOptions,
} from '../../telemetry/summary.ts';
import { nearest } from '../../text/nearest.ts';
import { safeLine } from '../../text/safe.ts';
import type { World } from '../../world.ts';
import { type Day, dayOf } from './day.ts';

/** What was asked for, and the sessions that are it. */
export interface Chosen {
  readonly what: 'session' | 'record' | 'current' | 'day' | 'all';
  /** The id or the date. */
  readonly name: string;
  readonly sessions: readonly SessionSummary[];
}

interface Asked {
  readonly session: string | undefined;
  readonly day: string | undefined;
  readonly all: boolean | undefined;
}

const MOST = 12;

/**
 * The sessions to tell of: those of a record, a host's, all, a day's; by itself the one that this runs in, with those
 * that it goes on from after a `/clear`, and outside of any, those of today.
 * @throws E_TELEMETRY_OPTIONS, E_TELEMETRY_UNKNOWN, E_TELEMETRY_AMBIGUOUS, E_DAY_INVALID
 */
export async function chooseSessions(
  project: Project,
  world: World,
  rows: RowSet,
  asked: Asked,
): Promise<Chosen> {
  refuseTwo(asked);
  if (asked.session !== undefined) return named(project, rows, asked.session);
  if (asked.day !== undefined) return ofDay(project, dayOf(asked.day, world.now()));
  if (asked.all) return { what: 'all', name: '', sessions: await listSummaries(project) };
  const current = hostSession(world.env);
  if (current === undefined) return ofDay(project, dayOf('', world.now()));
  const chain = await coveredSessions(project, current);
  const sessions = await summaries(
    project,
    chain.map(({ id }) => id),
  );
  // Of the ones before, only if there is something to tell.
  const told = sessions.filter((one) => one.hostSession === current.id || one.unclosed);
  return { what: 'current', name: current.id, sessions: told };
}

/** Each of them says which sessions, and two may say different ones. */
function refuseTwo({ session, day, all }: Asked): void {
  const given = [
    ...(session === undefined ? [] : ['SESSION']),
    ...(day === undefined ? [] : ['--day']),
    ...(all ? ['--all'] : []),
  ];
  const [one, other] = given;
  if (other !== undefined) throw new CanonError('E_TELEMETRY_OPTIONS', { data: { one: one ?? '', other } });
}

const ofDay = async (project: Project, day: Day): Promise<Chosen> => ({
  what: 'day',
  name: day.date,
  sessions: await listSummaries(project, { within: day.within }),
});

async function summaries(
  project: Project,
  sessions: readonly string[],
  options: SummaryOptions = {},
): Promise<SessionSummary[]> {
  const all = await Promise.all(sessions.map((session) => summarize(project, session, options)));
  return all.filter((one) => one !== undefined);
}

async function named(project: Project, rows: RowSet, asked: string): Promise<Chosen> {
  const hosts = journalSessions(project).map(({ session }) => session);
  const records = [...rows.ids('session')];
  const begin = asked.toLowerCase();
  const begins = (id: string): boolean => id.toLowerCase().startsWith(begin);
  const candidates = [
    ...records.filter(begins).map((id) => ({ what: 'record' as const, id })),
    ...hosts.filter(begins).map((id) => ({ what: 'session' as const, id })),
  ];
  const exact = candidates.filter(({ id }) => id.toLowerCase() === begin);
  const [one, ...others] = exact.length > 0 ? exact.slice(0, 1) : candidates;
  if (one === undefined) return elsewhere(project, hosts, asked, records);
  if (others.length > 0) {
    const names = candidates.map(({ id }) => safeLine(id)).toSorted();
    throw new CanonError('E_TELEMETRY_AMBIGUOUS', {
      data: { session: safeLine(asked), count: names.length, candidates: names.slice(0, MOST) },
    });
  }
  const { what, id } = one;
  const within = what === 'session' ? [id] : hostSessionsOf(rows, id, hosts);
  const sessions = await summaries(project, within, what === 'record' ? { record: id } : {});
  return { what, name: id, sessions };
}

/** A record that is not in this work tree: journals may have marks of it, whatever branch it is on. */
async function elsewhere(
  project: Project,
  hosts: readonly string[],
  asked: string,
  near: readonly string[],
): Promise<Chosen> {
  const id = asked.toUpperCase();
  const sessions = isSessionId(id) ? await summaries(project, hosts, { record: id }) : [];
  if (sessions.length > 0) return { what: 'record', name: id, sessions };
  throw new CanonError('E_TELEMETRY_UNKNOWN', {
    data: { session: safeLine(asked), near: nearest(asked, near).map(safeLine) },
  });
}

/** Those that the record names; where it names none, any may have a mark of it. */
function hostSessionsOf(rows: RowSet, id: string, hosts: readonly string[]): readonly string[] {
  const [row] = rows.where((head) => head.kind === 'session' && head.id === id, 1);
  return row?.hostSessions !== undefined && row.hostSessions.length > 0 ? row.hostSessions : hosts;
}
