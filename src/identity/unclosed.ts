import { pathsOnRefs } from '../git/seek.ts';
import { layoutOf } from '../store/layout.ts';
import type { Project } from '../store/project.ts';
import { type Claim, listClaims } from './claims.ts';

/**
 * Claims whose session was never handed off: no record has the id, neither among `here` (the ids of this
 * work tree) nor on any local or remote-tracking branch. Git is asked only where a claim is left over.
 */
export async function unclosedClaims(
  project: Pick<Project, 'repo' | 'local' | 'prefix' | 'config'>,
  here: { has(id: string): boolean },
): Promise<Claim[]> {
  const left = (await listClaims(project)).filter(({ id }) => !here.has(id));
  if (left.length === 0) return left;
  const pathsOf = (id: string): string[] => places(project).map((place) => project.prefix + place(id));
  const found = await pathsOnRefs(
    project.repo,
    left.flatMap(({ id }) => pathsOf(id)),
  );
  return left.filter(({ id }) => !pathsOf(id).some((path) => found.has(path)));
}

/** Where a session's record may be, in either layout. */
function places({ config }: Pick<Project, 'config'>): ((id: string) => string)[] {
  const { paths } = config;
  return (['flat', 'month'] as const).map((layout) => {
    const { pathFor } = layoutOf({ paths, sessions: { layout } });
    return (id) => pathFor('session', id);
  });
}
