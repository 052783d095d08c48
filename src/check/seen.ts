import { join } from 'node:path';
import type { Status } from '../git/status.ts';
import { fileStamp, isSettled } from '../store/file-stamp.ts';
import { type Folder, type Folders, lookAtFolders } from '../store/folders.ts';
import type { Project } from '../store/project.ts';

/** What the records looked like when they were checked: enough to tell, without reading, that they still do. */
export interface Seen {
  /** HEAD and branch, and what git called changed, each with a stamp. */
  readonly git: string;
  readonly folders: readonly (readonly [path: string, folder: Omit<Folder, 'names'>])[];
  /** Records that git does not know or ignores, with their stamps: git's status says nothing of them. */
  readonly loose: readonly (readonly [path: string, stamp: string])[];
}

/** What git's status says, with a stamp of each changed file; undefined when one changed in this very moment. */
export function stampOfStatus(project: Project, status: Status, clock: number): string | undefined {
  const parts = [JSON.stringify([status.head, status.branch])];
  for (const { path, x, y } of status.entries) {
    const { stamp, stats } = fileStamp(join(project.top, path));
    if (!isSettled(stats, clock)) return undefined;
    parts.push(`${x}${y} ${path} ${stamp}`);
  }
  return parts.join('\n');
}

/** True when nothing has changed since: folders and files have the same stamps, and git says the same. */
export function isUnchanged(project: Project, seen: Seen, status: Status, clock: number): boolean {
  const known = new Map(seen.folders);
  const now = lookAtFolders(project, known, () => clock);
  if (now.size !== known.size) return false;
  for (const [path, folder] of now) {
    if (!folder.settled || known.get(path)?.stamp !== folder.stamp) return false;
  }
  return (
    seen.loose.every(([path, stamp]) => fileStamp(join(project.root, path)).stamp === stamp) &&
    stampOfStatus(project, status, clock) === seen.git
  );
}

/**
 * What was seen by a check that has just listed these folders and read these files; undefined when it
 * cannot be told apart from a change right after.
 * @param tracked paths that git knows, from the top of the work tree
 */
export function seenBy(
  project: Project,
  status: Status,
  read: { readonly folders: Folders; readonly paths: Iterable<string> },
  tracked: ReadonlySet<string>,
  clock: number,
): Seen | undefined {
  const git = stampOfStatus(project, status, clock);
  if (git === undefined || [...read.folders.values()].some(({ settled }) => !settled)) return undefined;
  const loose: [string, string][] = [];
  for (const path of read.paths) {
    if (tracked.has(project.prefix + path)) continue;
    const { stamp, stats } = fileStamp(join(project.root, path));
    if (!isSettled(stats, clock)) return undefined;
    loose.push([path, stamp]);
  }
  const folders = [...read.folders].map(
    ([path, { stamp, settled, folders }]) => [path, { stamp, settled, folders }] as const,
  );
  return { git, folders, loose };
}
