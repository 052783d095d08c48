import { gitPath } from '../../change/project.ts';
import { withLock } from '../../store/lock.ts';
import type { Project } from '../../store/project.ts';
import { joinLines } from '../../telemetry/calls.ts';
import type { RecordMark, TokenCounts } from '../../telemetry/event.ts';
import { readJournal } from '../../telemetry/journal.ts';
import { appendLines } from '../../telemetry/journal-append.ts';
import type { World } from '../../world.ts';

/** A session that has become a record. */
export interface RecordedSession {
  /** The host's id of it. */
  readonly session: string;
  readonly record: string;
  /** Relative to the project's root. */
  readonly file: string;
  /** What it had used by then. */
  readonly tokens?: TokenCounts | undefined;
}

/**
 * Marks the calls of sessions as those of the records that were made of them, as a handoff does: nobody counts them
 * again, and the sessions are closed. A mark holds as long as there is such a record.
 * @param until when the journals were read: a later call is not in the records
 */
export async function markSessions(
  project: Project,
  world: Pick<World, 'now'>,
  made: readonly RecordedSession[],
  until: number,
): Promise<void> {
  if (made.length === 0 || project.readOnly === true || project.config.telemetry === 'off') return;
  await withLock(project, 'fold', async () => {
    for (const { session, record, file, tokens } of made) {
      if (joinLines(readJournal(project, session)).calls.length === 0) continue;
      const mark: RecordMark = {
        e: 'record',
        t: world.now().ms,
        record,
        path: gitPath(project, file),
        until,
        ...(tokens === undefined ? {} : { tokens }),
      };
      appendLines(project, session, [mark]);
    }
  });
}
