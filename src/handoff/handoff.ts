import { deriveHere } from '../change/derive-here.ts';
import { isInterrupted } from '../change/note.ts';
import { CanonError } from '../fault/error.ts';
import type { Project } from '../store/project.ts';
import type { World } from '../world.ts';
import { startGround } from './ground.ts';
import type { HandoffRequest, HandoffResult, HandoffTools } from './request.ts';

/**
 * Hands a session off: takes the draft, adds what the machine knows, writes the record, commits its own
 * lines and pushes them (cli.md, "handoff, step by step"). Killed at any point, the same call with `--id`
 * brings it to its end.
 */
export async function handoff(
  project: Project,
  world: World,
  request: HandoffRequest,
  tools: HandoffTools,
): Promise<HandoffResult> {
  checkRequest(request);
  const derive = deriveHere(project);
  const toFinish = !request.dryRun && isInterrupted(project);
  const finished = toFinish
    ? await (await import('../change/finish.ts')).finishInterrupted(project, world, { derive })
    : undefined;
  const ground = await startGround(project, world, request.operator, derive);
  try {
    // Most of the code is loaded while git is at work.
    const { takeCourse } = await import('./course.ts');
    return await takeCourse(ground, world, request, tools, finished);
  } finally {
    ground.objects.close();
  }
}

function checkRequest({ draft, quick, id, amend }: HandoffRequest): void {
  if (draft !== undefined && quick !== undefined) {
    throw new CanonError('E_HANDOFF_OPTIONS', { data: { one: '--draft', other: '--quick' } });
  }
  if (id !== undefined && amend !== undefined) {
    throw new CanonError('E_HANDOFF_OPTIONS', { data: { one: '--id', other: '--amend' } });
  }
}
