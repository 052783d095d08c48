import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import { GITATTRIBUTES } from '../init/gitattributes.ts';
import { DRIVER } from '../merge/driver-command.ts';
import { driverState } from '../merge/driver-config.ts';
import { fine, NO_EXAM, problem, type Exam } from './report.ts';

const NAMED = new RegExp(`\\smerge=${DRIVER}(?:\\s|$)`, 'm');

/** Whether this clone has the merge driver that the attributes name: git says nothing where it has not. */
export async function examineMerges(project: Project): Promise<Exam> {
  const attributes = await readRecord(project, GITATTRIBUTES);
  if (attributes === undefined || !NAMED.test(attributes)) return NO_EXAM;
  const state = await driverState(project.repo);
  if (state === 'none')
    return problem('merges', 'this clone has no merge driver', {
      code: 'doctor-no-merge-driver',
      severity: 'info',
      path: GITATTRIBUTES,
    });
  return fine(
    'merges',
    state === 'theirs' ? 'by a driver of your own' : 'tasks, items, log lines and rows are united',
  );
}
