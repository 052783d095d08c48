import { CanonError } from '../../fault/error.ts';
import { withLock } from '../../store/lock.ts';
import type { Project } from '../../store/project.ts';

/** A first build of a very large project takes a minute or two. */
const PATIENCE = 600_000;

/** Builds into one folder one after the other. Where local state cannot be written, nobody is waited for. */
export async function oneBuild<T>(project: Project, name: string, build: () => Promise<T>): Promise<T> {
  let begun = false;
  const once = (): Promise<T> => {
    begun = true;
    return build();
  };
  if (project.readOnly) return once();
  try {
    return await withLock(project, `site-${name}`, once, { timeout: PATIENCE });
  } catch (error) {
    if (begun || (error instanceof CanonError && error.code === 'E_LOCK_TIMEOUT')) throw error;
    return once();
  }
}
