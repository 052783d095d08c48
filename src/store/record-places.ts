import { pathsOnRefs } from '../git/seek.ts';
import { layoutOf } from './layout.ts';
import type { Project } from './project.ts';
import { readRecord } from './read.ts';

/** Where a session's record may be, in either layout; relative to the project's root. */
function placesOf({ config }: Pick<Project, 'config'>, id: string): string[] {
  const { paths } = config;
  return (['flat', 'month'] as const).map((layout) =>
    layoutOf({ paths, sessions: { layout } }).pathFor('session', id),
  );
}

/** The text of a session's record in this work tree; undefined where there is none. */
export async function sessionText(
  project: Pick<Project, 'root' | 'top' | 'config'>,
  id: string,
): Promise<string | undefined> {
  for (const path of placesOf(project, id)) {
    const text = await readRecord(project, path).catch(() => undefined);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Of these session ids, those that have a record on any local or remote-tracking branch. */
export async function onAnyBranch(
  project: Pick<Project, 'repo' | 'prefix' | 'config'>,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const pathsOf = (id: string): string[] => placesOf(project, id).map((path) => project.prefix + path);
  const found = await pathsOnRefs(project.repo, ids.flatMap(pathsOf));
  return new Set(ids.filter((id) => pathsOf(id).some((path) => found.has(path))));
}
