import type { Project } from '../store/project.ts';
import { joinLines } from './calls.ts';
import { type Counts, countCalls } from './counts.ts';
import { readJournal } from './journal.ts';
import { isHandoffCall, segmentsOf } from './segments.ts';
import { recordsOf } from './valid-marks.ts';

type Place = Pick<Project, 'local' | 'top' | 'repo' | 'prefix' | 'config'>;

/** What a host session has called since its last record: the counts that the next one would have. */
export async function openCounts(project: Place, session: string): Promise<Counts> {
  const journal = joinLines(readJournal(project, session));
  const records = await recordsOf(project, session, journal.marks);
  const segments = segmentsOf(journal, (id) => records.has(id));
  return countCalls(
    segments.open.filter((call) => !isHandoffCall(segments, call)),
    project.config,
  );
}
