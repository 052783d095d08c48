import type { Project } from '../store/project.ts';
import { isWaiting } from '../store/spool.ts';

/**
 * Folds for a dashboard, which tells of sessions that were left behind: what those called last may wait in the spool
 * for ever. Nothing is loaded where nothing waits. What goes wrong, commands that count say.
 */
export async function foldWaiting(
  project: Pick<Project, 'local' | 'repo' | 'readOnly'>,
  options: Parameters<typeof import('./fold-spool.ts').foldSpool>[1] = {},
): Promise<void> {
  if (!isWaiting(project)) return;
  const { foldSpool } = await import('./fold-spool.ts');
  await foldSpool(project, options);
}
