import type { IndexEntry } from '../git/index-file.ts';
import type { NewObject } from '../git/object-id.ts';
import type { Objects } from '../git/objects.ts';
import { stagedFor } from './carry.ts';
import { type Ground, treeOf } from './ground.ts';
import { prepare } from './own-files.ts';
import type { Derive, PlannedFile } from './plan.ts';
import { type ChangeProject, gitPath } from './project.ts';
import { isText, type OwnFile, type Prepared, type Skipped } from './versions.ts';

/** A text that is about to be committed. */
export interface Committing {
  readonly path: string;
  readonly text: string;
  /** The committed version before; null for a new file. */
  readonly before: string | null;
}

export interface GatherOptions {
  readonly derive?: Derive;
  /**
   * Looks at what is about to be committed before any of it is in git; a text it answers stops the commit. The files that
   * are put there whole (`bytes`) come one by one, where they are text.
   */
  readonly inspect?: (files: readonly Committing[]) => Promise<string | undefined>;
}

/** A change's files on a ground, with all that a commit of them takes. Nothing is written yet. */
export interface Gathered extends Prepared, Checked {
  /** What the index has of them. */
  readonly entries: readonly IndexEntry[];
}

interface Checked {
  /** Those of the files that differ from the ground's. */
  readonly changed: readonly OwnFile[];
  /** What the inspection has against them. */
  readonly refusal: string | undefined;
  readonly tree: string;
  readonly written: readonly NewObject[];
}

/** Makes the edits, looks them over, and makes the tree, side by side with a look at the index. */
export async function gather(
  project: ChangeProject,
  objects: Objects,
  ground: Ground,
  planned: readonly PlannedFile[],
  options: GatherOptions,
): Promise<Gathered> {
  const prepared = await prepare(project, objects, ground, planned, options.derive);
  const staged = stagedFor(project, prepared.files);
  const first = checked(project, objects, ground, prepared.files, options);
  first.catch(() => {});
  const entries = await staged;
  const open = openConflicts(project, prepared.files, entries);
  if (open.size === 0) return { ...prepared, ...(await first), entries };
  const rest = await prepareWithout(project, objects, ground, planned, options.derive, open);
  return { ...rest, ...(await checked(project, objects, ground, rest.files, options)), entries };
}

/** The tree that the files make, and what the inspection says of them. */
async function checked(
  project: ChangeProject,
  objects: Objects,
  ground: Ground,
  files: readonly OwnFile[],
  options: GatherOptions,
): Promise<Checked> {
  const changed = files.filter(({ old, next }) => old?.oid !== next?.oid);
  if (changed.length === 0) return { changed, refusal: undefined, tree: '', written: [] };
  const [refusal, rewritten] = await Promise.all([
    options.inspect?.(
      changed
        .filter(isText)
        .flatMap(({ path, old, next }) =>
          next === null ? [] : [{ path, text: next.text, before: old?.text ?? null }],
        ),
    ),
    treeOf(project, objects, ground, changed),
  ]);
  return { changed, refusal, ...rewritten };
}

/** Paths of the change that are in conflict in the index. */
function openConflicts(
  project: ChangeProject,
  files: readonly OwnFile[],
  entries: readonly IndexEntry[],
): ReadonlySet<string> {
  const conflicts = new Set(entries.filter(({ stage }) => stage > 0).map(({ path }) => path));
  return new Set(files.map(({ path }) => path).filter((path) => conflicts.has(gitPath(project, path))));
}

/** Somebody is about to settle these by hand, and would undo whatever the commit put in. */
async function prepareWithout(
  project: ChangeProject,
  objects: Objects,
  ground: Ground,
  planned: readonly PlannedFile[],
  derive: Derive | undefined,
  open: ReadonlySet<string>,
): Promise<Prepared> {
  const rest = await prepare(
    project,
    objects,
    ground,
    planned.filter(({ path }) => !open.has(path)),
    derive && (async (base) => (await derive(base)).filter(({ path }) => !open.has(path))),
  );
  const left = [...open].map((path): Skipped => ({ path, why: 'conflict', where: 'commit' }));
  return { files: rest.files, skipped: [...rest.skipped, ...left] };
}
