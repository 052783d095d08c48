import type { Diagnostic } from '../../fault/diagnostic.ts';
import { hostSession } from '../../host/session.ts';
import type { Project } from '../../store/project.ts';
import { journalSessions, readJournal } from '../../telemetry/journal.ts';
import { safeLine } from '../../text/safe.ts';
import type { World } from '../../world.ts';
import { compared } from '../telemetry/compared.ts';
import { fine, NO_EXAM, type Exam } from './report.ts';

/** Transcripts are long: of how many sessions they are read where doctor runs in none. */
const MOST = 3;

/**
 * Whether the hosts' own files tell of calls that were not recorded: of the session that runs this command, else of
 * the latest ones.
 */
export function examineTranscripts(project: Project, world: Pick<World, 'env'>): Exam {
  if (project.config.telemetry === 'off') return NO_EXAM;
  const current = hostSession(world.env);
  const sessions: { readonly id: string; readonly host?: string }[] = current
    ? [current]
    : journalSessions(project)
        .slice(0, MOST)
        .map(({ session }) => ({ id: session }));
  if (sessions.length === 0) return fine('transcripts', 'no session was recorded yet');
  const seen = sessions.map((session) => look(project, world, session));
  const read = seen.filter(({ readable }) => readable).length;
  const findings = seen.flatMap(({ finding }) => (finding ? [finding] : []));
  const detail = current
    ? 'of this session'
    : `of the last ${sessions.length === 1 ? 'session' : `${sessions.length} sessions`}`;
  if (findings.length > 0)
    return {
      checks: [{ name: 'transcripts', state: 'warning', detail: `tell of calls that were not recorded` }],
      findings,
    };
  if (read === 0) {
    const one = {
      name: 'transcripts',
      state: 'info',
      detail: `there is none ${detail} that can be read`,
    } as const;
    return { checks: [one], findings: [] };
  }
  return fine('transcripts', `tell of no call that is not recorded, ${detail}`);
}

function look(
  project: Project,
  world: Pick<World, 'env'>,
  { id, host }: { readonly id: string; readonly host?: string },
): { readonly readable: boolean; readonly finding?: Diagnostic } {
  const by = host ?? hostOf(project, id);
  const { verification } = compared(project, world, { host: by, hostSession: id });
  const { missing, expected, transcript } = verification;
  if (missing.length === 0) return { readable: transcript !== null };
  const args = { session: safeLine(id), missing: missing.length, expected };
  return { readable: true, finding: { code: 'doctor-transcript-ahead', severity: 'warning', args } };
}

function hostOf(project: Project, session: string): string {
  for (const line of readJournal(project, session)) if ('host' in line) return line.host;
  return '';
}
