import { CanonError } from '../../fault/error.ts';
import { hostSession } from '../../host/session.ts';
import type { Project } from '../../store/project.ts';
import type { RowSet } from '../../store/row-set.ts';
import { journalSessions } from '../../telemetry/journal.ts';
import { listSummaries, type SessionSummary, summarize } from '../../telemetry/summary.ts';
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
 * The sessions to tell of: those of a record, a host's, all, a day's; by itself the one that this runs in, and
 * outside of any, those of today.
 * @throws E_TELEMETRY_UNKNOWN, E_TELEMETRY_AMBIGUOUS, E_DAY_INVALID
 */
export function chooseSessions(project: Project, world: World, rows: RowSet, asked: Asked): Chosen {
  const ids = rows.ids('session');
  const isRecord = (id: string): boolean => ids.has(id);
  const { config } = project;
  const day = (one: Day): Chosen => ({
    what: 'day',
    name: one.date,
    sessions: listSummaries(project, config, { isRecord, within: one.within }),
  });
  if (asked.session !== undefined) return named(project, rows, isRecord, asked.session);
  if (asked.day !== undefined) return day(dayOf(asked.day, world.now()));
  if (asked.all) return { what: 'all', name: '', sessions: listSummaries(project, config, { isRecord }) };
  const current = hostSession(world.env);
  if (current === undefined) return day(dayOf('', world.now()));
  const found = summarize(project, config, current.id, { isRecord });
  return { what: 'current', name: current.id, sessions: found === undefined ? [] : [found] };
}

function named(project: Project, rows: RowSet, isRecord: (id: string) => boolean, asked: string): Chosen {
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
  if (one === undefined) {
    throw new CanonError('E_TELEMETRY_UNKNOWN', {
      data: { session: safeLine(asked), near: nearest(asked, records).map(safeLine) },
    });
  }
  if (others.length > 0) {
    const names = candidates.map(({ id }) => safeLine(id)).toSorted();
    throw new CanonError('E_TELEMETRY_AMBIGUOUS', {
      data: { session: safeLine(asked), count: names.length, candidates: names.slice(0, MOST) },
    });
  }
  const { what, id } = one;
  const within = what === 'session' ? [id] : hostSessionsOf(rows, id, hosts);
  const record = what === 'record' ? { record: id } : {};
  const sessions = within.flatMap(
    (session) => summarize(project, project.config, session, { isRecord, ...record }) ?? [],
  );
  return { what, name: id, sessions };
}

/** Those that the record names; where it names none, any may have a mark of it. */
function hostSessionsOf(rows: RowSet, id: string, hosts: readonly string[]): readonly string[] {
  const [row] = rows.where((head) => head.kind === 'session' && head.id === id, 1);
  return row?.hostSessions !== undefined && row.hostSessions.length > 0 ? row.hostSessions : hosts;
}
