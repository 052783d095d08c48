import { readHead } from '../../git/head.ts';
import { status } from '../../git/status.ts';
import { canonPaths } from '../../store/canon-paths.ts';
import type { Project } from '../../store/project.ts';

/** What a check is run on. */
export interface State {
  readonly commit: string | null;
  /** Tracked files of the work itself differ from the commit. */
  readonly dirty: boolean;
}

/** HEAD, and whether tracked files outside of canon's own folders are as it has them. */
export async function stateOf(project: Project): Promise<State> {
  const isCanon = canonPaths(project);
  const [head, { entries }] = await Promise.all([
    readHead(project.repo),
    status(project.repo, [], { aheadBehind: false }),
  ]);
  return { commit: head.oid, dirty: entries.some(({ path }) => !isCanon(path)) };
}
