import type { Project } from '../store/project.ts';
import { withLock } from '../store/lock.ts';
import { type Journal, joinLines } from '../telemetry/calls.ts';
import { appendLines, readJournal } from '../telemetry/journal.ts';
import { markSettled } from '../telemetry/open.ts';
import { type Segments, segmentsOf } from '../telemetry/segments.ts';
import { recordsOf } from '../telemetry/valid-marks.ts';
import type { World } from '../world.ts';
import type { Telemetry } from './compose.ts';
import type { HostSession } from './request.ts';

/** A host session that a handoff covers, as its journal tells of it. */
export interface CountedSession {
  readonly id: string;
  readonly journal: Journal;
  /** Records that were made of it. */
  readonly records: ReadonlySet<string>;
}

/** So many `/clear`s in a row are followed back. */
const LONGEST_CHAIN = 20;

/**
 * The host session that a handoff is made in, and before it those that it goes on from: `/clear` gives the same
 * work a new id. The newest first.
 */
export async function countedSessions(project: Project, host: HostSession): Promise<CountedSession[]> {
  const sessions: CountedSession[] = [];
  const seen = new Set<string>();
  for (let id: string | undefined = host.id; id !== undefined && !seen.has(id);) {
    seen.add(id);
    const journal = joinLines(readJournal(project, id));
    sessions.push({ id, journal, records: await recordsOf(project, id, journal.marks) });
    id = sessions.length < LONGEST_CHAIN ? beforeClear(journal) : undefined;
  }
  return sessions;
}

const beforeClear = ({ events }: Journal): string | undefined =>
  events.find((event) => event.continues !== undefined)?.continues;

/**
 * When the work began that no record has yet, in milliseconds: after the last record of these sessions, else with
 * the first of them. Undefined where no hook has seen it begin.
 */
export function beganAt(sessions: readonly CountedSession[]): number | undefined {
  for (const { journal, records } of sessions) {
    const marked = journal.marks.filter(({ record }) => records.has(record)).at(-1);
    if (marked) return marked.t;
  }
  return sessions.at(-1)?.journal.events.find(({ e }) => e === 'start')?.t;
}

/** What a session's journal holds for a record: what stands in it already, and all that stands in none. */
export function segmentsFor({ journal, records }: CountedSession, record: string): Segments {
  return segmentsOf(journal, (id) => id === record || records.has(id));
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
    const sessions = await countedSessions(project, host);
    const { countedOf } = await import('./counted-of.ts');
    const { counted, tokens } = countedOf(project, world, host, record, sessions);
    if (!project.readOnly) {
      for (const { id, journal } of sessions) {
        if (journal.calls.length === 0 && id !== host.id) continue;
        const total = tokens.get(id);
        const mark = { e: 'record', t: world.now().ms, record, ...(total ? { tokens: total } : {}) } as const;
        appendLines(project, id, [mark]);
        markSettled(project, id);
      }
    }
    return counted;
  };
  // Nobody may add to a journal between the look and the mark.
  return project.readOnly ? count() : withLock(project, 'fold', count);
}
