import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../../store/project.ts';
import { spoolDir } from '../../store/spool.ts';
import type { JournalLine } from '../../telemetry/event.ts';
import { readJournal } from '../../telemetry/journal.ts';
import type { Effect, Sample } from './samples.ts';

type Place = Pick<Project, 'local'>;

/** Where a session's hooks leave their traces. */
export interface Trace {
  readonly host: string;
  readonly session: string;
}

/** Whether a payload stands in the spool just as it was sent, under its host's name. */
export function isInSpool(project: Place, host: string, { text }: Sample): boolean {
  const folder = spoolDir(project);
  const size = Buffer.byteLength(text);
  return namesIn(folder).some((name) => {
    const file = join(folder, name);
    if (!name.startsWith(`${host}.`)) return false;
    const info = lstatSync(file, { throwIfNoEntry: false });
    return info?.isFile() === true && info.size === size && textOf(file) === text;
  });
}

/** Whether the session's journal tells of a call. */
export const isInJournal = (project: Place, { host, session }: Trace, { id }: Sample): boolean =>
  some(project, session, (line) => {
    if (line.e === 'use' || line.e === 'fail' || line.e === 'begin')
      return line.id === id && line.host === host;
    return line.e === 'batch' && line.host === host && line.calls.some((call) => call.id === id);
  });

/** Whether the session's journal tells of its beginning, a compaction, its end. */
export const hasLine = (project: Place, { host, session }: Trace, kind: Effect): boolean =>
  some(project, session, (line) => line.e === kind && 'host' in line && line.host === host);

function some(project: Place, session: string, is: (line: JournalLine) => boolean): boolean {
  for (const line of readJournal(project, session)) if (is(line)) return true;
  return false;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
