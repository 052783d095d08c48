import { readPayload } from '../../host/payload/index.ts';
import { formatTime } from '../../record/ids.ts';
import type { Project } from '../../store/project.ts';
import { fold } from '../../telemetry/fold.ts';
import { safeLine } from '../../text/safe.ts';
import type { World } from '../../world.ts';
import { ago } from '../output/moment.ts';
import { findingOf } from './guarded.ts';
import { fine, NO_EXAM, problem, type Exam } from './report.ts';
import { waitingIn } from './set-up.ts';

/** What waits in the spool; it is then folded, so that what follows sees all that was recorded. */
export async function examineBacklog(project: Project, world: Pick<World, 'now'>): Promise<Exam> {
  if (project.config.telemetry === 'off') return NO_EXAM;
  const { count, oldest } = waitingIn(project);
  try {
    const { files, left } = await fold(project, { read: readPayload, now: Date.now() });
    if (left.length > 0)
      return problem('backlog', `${left.length} in the spool that no hook left there`, {
        code: 'doctor-spool-foreign',
        severity: 'warning',
        args: {
          files: left.slice(0, 3).map(({ file, why }) => `${safeLine(file)} (${why})`),
          count: left.length,
        },
      });
    if (count === 0) return fine('backlog', 'nothing waits in the spool');
    const now = world.now();
    const since = ago(formatTime({ ms: oldest ?? now.ms, offset: now.offset }), now);
    const rest = count - files;
    return fine(
      'backlog',
      `${count} waited in the spool, the oldest from ${since}${rest > 0 ? `; ${rest} not whole yet` : ''}`,
    );
  } catch (error) {
    return problem('backlog', `${count} in the spool cannot be folded`, findingOf(error));
  }
}
