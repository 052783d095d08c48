import { gitPath } from '../change/project.ts';
import type { Project } from '../store/project.ts';
import { withLock } from '../store/lock.ts';
import { type Call, type Journal, joinLines, keyOf } from '../telemetry/calls.ts';
import type { RecordMark, SessionEvent } from '../telemetry/event.ts';
import { readJournal } from '../telemetry/journal.ts';
import { appendLines } from '../telemetry/journal-append.ts';
import { segmentsOf } from '../telemetry/segments.ts';
import { recordsOf } from '../telemetry/valid-marks.ts';
import type { World } from '../world.ts';
import type { Telemetry } from './compose.ts';
import type { HostSession } from './request.ts';

/** A host session that a handoff covers, as its journal tells of it. */
export interface CoveredSession {
  readonly id: string;
  /** When `/clear` ended it; what it did after that, resumed, is another piece of work. */
  readonly until: number | undefined;
  readonly journal: Journal;
  /** Keys of the records that were made of it. */
  readonly records: ReadonlySet<string>;
}

/** So many `/clear`s in a row are followed back. */
const LONGEST_CHAIN = 20;

/**
 * The host session that a handoff is made in, and before it those that it goes on from: `/clear` gives the same
 * work a new id. The newest first.
 */
export async function coveredSessions(project: Project, host: HostSession): Promise<CoveredSession[]> {
  const sessions: CoveredSession[] = [];
  const seen = new Set<string>();
  let begun: SessionEvent | undefined;
  for (let id: string | undefined = host.id; id !== undefined && !seen.has(id);) {
    seen.add(id);
    const journal = joinLines(readJournal(project, id));
    const until = begun && clearedBefore(journal, begun.t);
    sessions.push({ id, until, journal, records: await recordsOf(project, id, journal.marks) });
    begun = journal.events.find((event) => event.continues !== undefined);
    id = sessions.length < LONGEST_CHAIN ? begun?.continues : undefined;
  }
  return sessions;
}

/** The clocks of the hooks and of the file system, that of the calls, may differ by so much; in milliseconds. */
const SLACK = 2000;

/** When a session was cleared, of which another goes on that began at `start`. */
const clearedBefore = ({ events }: Journal, start: number): number =>
  (events.findLast(({ e, why, t }) => e === 'end' && why === 'clear' && t <= start)?.t ?? start) + SLACK;

/**
 * When the work began that no record has yet, in milliseconds: after the last record of these sessions, else with
 * the first of them. Undefined where no hook has seen it begin.
 * @param own the key of a record that is to be made anew
 */
export function beganAt(sessions: readonly CoveredSession[], own?: string): number | undefined {
  for (const { journal, records, until = Infinity } of sessions) {
    const isOther = (key: string): boolean => key !== own && records.has(key);
    const marked = journal.marks.findLast((mark) => isOther(keyOf(mark)) && mark.t <= until);
    if (marked) return marked.t;
  }
  return sessions.at(-1)?.journal.events.find(({ e }) => e === 'start')?.t;
}

/** The calls of a session that are a record's: those that are already, and those that stand in none. `own`: its key. */
export function callsFor({ journal, records, until }: CoveredSession, own: string): readonly Call[] {
  const segments = segmentsOf(journal, (key) => key === own || records.has(key));
  const calls = [...(segments.records.get(own) ?? []), ...segments.open];
  return until === undefined ? calls : calls.filter(({ at }) => at <= until);
}

/** What is known about what was counted of a session, beside its numbers. */
export interface Counted {
  readonly telemetry: Telemetry;
  /** Of each invariant that does not hold, the tools that were called: by their own names, the most called first. */
  readonly culprits: ReadonlyMap<string, readonly string[]>;
}

/** Of a session that no host session tells of. */
export const UNCOUNTED: Counted = { telemetry: { telemetry: 'absent' }, culprits: new Map() };

/**
 * Counts what no record has, and marks it as this record's in the same breath: what is kept a moment later is the
 * next one's. The mark holds as soon as the record is there, and counts for nothing if it never comes.
 */
export async function countAndMark(
  project: Project,
  world: Pick<World, 'env' | 'now'>,
  host: HostSession,
  record: string,
): Promise<Counted> {
  const count = async (): Promise<Counted> => {
    const sessions = await coveredSessions(project, host);
    const { numbersOf } = await import('./session-numbers.ts');
    const path = gitPath(project, project.layout.pathFor('session', record));
    const { counted, tokens } = numbersOf(project, world, host, path, sessions);
    if (!project.readOnly) {
      for (const { id, until, journal } of sessions) {
        if (journal.calls.length === 0 && id !== host.id) continue;
        const total = tokens.get(id);
        const mark: RecordMark = {
          e: 'record',
          t: world.now().ms,
          record,
          path,
          ...(until === undefined ? {} : { until }),
          ...(total ? { tokens: total } : {}),
        };
        appendLines(project, id, [mark]);
      }
    }
    return counted;
  };
  // Nobody may add to a journal between the look and the mark.
  return project.readOnly ? count() : withLock(project, 'fold', count);
}
