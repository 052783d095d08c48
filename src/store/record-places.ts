import type { Repo } from '../git/discover.ts';
import { readBlobs } from '../git/objects.ts';
import { blobsOnRefs, pathsOnRefs } from '../git/seek.ts';
import { layoutOf } from './layout.ts';
import type { Project } from './project.ts';

type Place = Pick<Project, 'repo' | 'prefix' | 'config'>;

/** Where a session's record may be, in either layout; from the top of the work tree. */
export function sessionPaths({ prefix, config }: Pick<Place, 'prefix' | 'config'>, id: string): string[] {
  const { paths } = config;
  return (['flat', 'month'] as const).map(
    (layout) => prefix + layoutOf({ paths, sessions: { layout } }).pathFor('session', id),
  );
}

/** Of these session ids, those that have a record on any local or remote-tracking branch. */
export async function onAnyBranch(project: Place, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const found = await pathsOnRefs(
    project.repo,
    ids.flatMap((id) => sessionPaths(project, id)),
  );
  return new Set(ids.filter((id) => sessionPaths(project, id).some((path) => found.has(path))));
}

/** What stands under these paths (from the top) on local and remote-tracking branches: each version once. */
export async function textsOnBranches(
  repo: Repo,
  paths: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const blobs = await blobsOnRefs(repo, paths);
  const oids = [...new Set([...blobs.values()].flat())];
  const read = await readBlobs(repo, oids);
  const texts = new Map(oids.map((oid, at) => [oid, read[at]?.toString('utf8') ?? '']));
  return new Map([...blobs].map(([path, own]) => [path, own.map((oid) => texts.get(oid) ?? '')]));
}
