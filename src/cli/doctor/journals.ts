import type { Project } from '../../store/project.ts';
import { unreadableJournals } from '../../telemetry/journal.ts';
import { safeLine } from '../../text/safe.ts';
import { type Exam, NO_EXAM } from './report.ts';

/** Whether journals can be read: every other command passes over one that cannot. */
export function examineJournals(project: Pick<Project, 'local'>): Exam {
  const found = unreadableJournals(project);
  if (found.length === 0) return NO_EXAM;
  const [first] = found;
  return {
    checks: [{ name: 'journals', state: 'error', detail: `${found.length} cannot be read` }],
    findings: [
      {
        code: 'doctor-state-unreadable',
        severity: 'error',
        args: { file: safeLine(`journal/${first?.file ?? ''}`), reason: safeLine(first?.why ?? '') },
      },
    ],
  };
}
