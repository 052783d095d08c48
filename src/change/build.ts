import { CanonError } from '../fault/error.ts';
import { type Committer, writeCommit } from '../git/commit.ts';
import type { IndexEntry } from '../git/index-file.ts';
import type { NewObject } from '../git/object-id.ts';
import type { Objects } from '../git/objects.ts';
import { writeObjects } from '../git/write-objects.ts';
import type { World } from '../world.ts';
import { storeBytes } from './bytes.ts';
import { type Ground, treeOf } from './ground.ts';
import { runHooks } from './hooks.ts';
import { gather, type GatherOptions } from './gather.ts';
import { blobOf, bytesOf, isText, type OwnFile, type Skipped } from './versions.ts';
import { type CommitMessage, messageText, type PlannedFile } from './plan.ts';
import { type ChangeProject, gitPath } from './project.ts';
import type { NotCommitted } from './result.ts';

export type { Committing } from './gather.ts';

export interface BuildOptions extends GatherOptions {
  readonly by: Promise<Committer>;
  /** Runs the repository's own pre-commit and commit-msg on the new tree. */
  readonly hooks: boolean;
  /** Called with the files once they have passed inspection: new records are put into the work tree. */
  readonly announce?: (files: readonly OwnFile[], entries: readonly IndexEntry[]) => Promise<void>;
}

export interface Built {
  readonly commit: string;
  readonly files: readonly OwnFile[];
  readonly skipped: readonly Skipped[];
  readonly entries: readonly IndexEntry[];
}

export type NotBuilt = {
  readonly reason: NotCommitted;
  readonly detail?: string;
  readonly skipped: readonly Skipped[];
};

/**
 * Makes the commit that holds a change and nothing else, on top of a ground: the ground's own tree with
 * the change's files in it. Index and work tree are looked at, not touched; no branch moves.
 */
export async function build(
  project: ChangeProject,
  world: World,
  objects: Objects,
  ground: Ground,
  message: CommitMessage,
  planned: readonly PlannedFile[],
  options: BuildOptions,
): Promise<Built | NotBuilt> {
  const gathered = await gather(project, objects, ground, planned, options);
  const { files, skipped, entries, changed, refusal, tree, written } = gathered;
  if (changed.length === 0) return { reason: 'nothing', skipped };
  if (refusal !== undefined) return { reason: 'refused', detail: refusal, skipped };
  const refused = await storeBytes(project.repo, changed, options.inspect);
  if (refused !== undefined) return { reason: 'refused', detail: refused, skipped };
  // Only what has passed is put into the work tree, and noted to be gone on with after a kill.
  const announced = options.announce?.(files, entries);
  const made = { tree, message: messageText(message), files, objects: [...blobsOf(changed), ...written] };
  const [commit] = await Promise.all([commitTree(project, world, objects, ground, made, options), announced]);
  return 'reason' in commit ? { ...commit, skipped } : { ...commit, skipped, entries };
}

async function commitTree(
  project: ChangeProject,
  world: World,
  objects: Objects,
  ground: Ground,
  first: Made,
  options: BuildOptions,
): Promise<Pick<Built, 'commit' | 'files'> | Pick<NotBuilt, 'reason' | 'detail'>> {
  let made = first;
  if (options.hooks) {
    await writeObjects(project.repo, made.objects);
    const hooked = await runHooks(project, world, ground, made);
    if ('refused' in hooked) return { reason: 'hook', detail: hooked.refused };
    made = await withHookEdits(project, objects, ground, made.files, hooked);
  }
  const { tree, message, files } = made;
  const author = ground.author ? { author: ground.author } : {};
  try {
    const next = { tree, parents: ground.parents, message, ...author };
    return { commit: await writeCommit(project.repo, made.objects, next, await options.by), files };
  } catch (error) {
    if (!(error instanceof CanonError) || error.code !== 'E_GIT_FAILED') throw error;
    return { reason: 'failed', detail: String(error.data['stderr'] ?? '') };
  }
}

interface Made {
  readonly tree: string;
  readonly message: string;
  readonly files: readonly OwnFile[];
  readonly objects: readonly NewObject[];
}

const blobsOf = (files: readonly OwnFile[]): NewObject[] =>
  files.filter(isText).flatMap(({ next }) => (next === null ? [] : [{ type: 'blob', bytes: bytesOf(next) }]));

/** A hook that formats may change the change's own files; those of others are out of its reach. */
async function withHookEdits(
  project: ChangeProject,
  objects: Objects,
  ground: Ground,
  files: readonly OwnFile[],
  hooked: { texts: ReadonlyMap<string, string>; message: string },
): Promise<Made> {
  const edited = files.map((file) => {
    const text = hooked.texts.get(gitPath(project, file.path));
    if (text === undefined || !isText(file) || file.next === null) return file;
    return { ...file, next: blobOf(project.repo.objectFormat, text, file.next.mode), draft: file.next.text };
  });
  const { tree, written } = await treeOf(project, objects, ground, edited);
  return { tree, message: hooked.message, files: edited, objects: [...blobsOf(edited), ...written] };
}
