import { deriveHere } from '../../change/derive-here.ts';
import { finishInterrupted } from '../../change/finish.ts';
import { finishedDiagnostics } from '../../change/tell.ts';
import type { Project } from '../../store/project.ts';
import type { World } from '../../world.ts';

/**
 * Finishes what a killed run has left, before anything is judged by what stands in the records: else the same command
 * finds its line written, has nothing to do, and leaves the index as it was. Not in a dry run. The project then tells
 * of it.
 */
export async function finishFirst(project: Project, world: World, dryRun: boolean): Promise<Project> {
  if (dryRun) return project;
  const finished = await finishInterrupted(project, world, { derive: deriveHere(project) });
  const told = finishedDiagnostics(finished);
  return told.length === 0 ? project : { ...project, diagnostics: [...project.diagnostics, ...told] };
}
