import { gitPath } from '../change/project.ts';
import { parseFrontmatterFully } from '../record/frontmatter.ts';
import type { Project } from '../store/project.ts';
import { readRecord } from '../store/read.ts';
import { readJournal } from '../telemetry/journal.ts';
import { appendLines } from '../telemetry/journal-append.ts';
import type { World } from '../world.ts';

/** A record that was given another id, by a push that had to or by a person. */
export interface Renumbered {
  readonly from: string;
  readonly to: string;
  /** Relative to the project's root. */
  readonly path: string;
}

/** Tells the journals of a record's host sessions what it is called now: their marks of it go on counting. */
export async function noteRenumbered(
  project: Project,
  world: Pick<World, 'now'>,
  records: readonly Renumbered[],
): Promise<void> {
  for (const { from, to, path } of records) {
    for (const session of await hostSessionsIn(project, path)) {
      // Told once: a change that was killed is told of again.
      if (!hasMark(project, session, from) || hasMark(project, session, to)) continue;
      const mark = {
        e: 'record',
        t: world.now().ms,
        record: to,
        was: from,
        path: gitPath(project, path),
      } as const;
      appendLines(project, session, [mark]);
    }
  }
}

async function hostSessionsIn(project: Project, path: string): Promise<string[]> {
  const text = await readRecord(project, path).catch(() => undefined);
  const read = text === undefined ? undefined : await parseFrontmatterFully(text, 'session');
  const sessions = read?.ok ? read.data['host_sessions'] : undefined;
  return Array.isArray(sessions) ? sessions.filter((one) => typeof one === 'string') : [];
}

function hasMark(project: Project, session: string, record: string): boolean {
  for (const line of readJournal(project, session)) {
    if (line.e === 'record' && line.record === record) return true;
  }
  return false;
}
