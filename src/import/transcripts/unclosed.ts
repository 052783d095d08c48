import type { Project } from '../../store/project.ts';
import { unclosedSessions } from '../../telemetry/unclosed.ts';
import { isFileId } from '../../transcript/place.ts';
import type { World } from '../../world.ts';

/** Host sessions of this project with recorded calls that no record has, whether they have a transcript or not. */
export async function openSessionsHere(project: Project, world: Pick<World, 'now'>): Promise<string[]> {
  if (project.config.telemetry === 'off') return [];
  const open = await unclosedSessions(project, world.now().ms);
  return open.map(({ session }) => session).filter(isFileId);
}
