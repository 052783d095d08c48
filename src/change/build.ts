import { CanonError } from '../fault/error.ts';
import { writeCommit } from '../git/commit.ts';
import type { IndexEntry } from '../git/index-file.ts';
import type { NewObject } from '../git/object-id.ts';
import type { Objects } from '../git/objects.ts';
import { rewriteTree } from '../git/rewrite-tree.ts';
import { writeObjects } from '../git/write-objects.ts';
import type { World } from '../world.ts';
import { stagedFor } from './carry.ts';
import { type Ground, treeOf } from './ground.ts';
import { runHooks } from './hooks.ts';
import { blobOf, type OwnFile, prepare, type Skipped } from './own-files.ts';
import { type CommitMessage, type Derive, messageText, type PlannedFile } from './plan.ts';
import { type ChangeProject, gitPath } from './project.ts';
import type { NotCommitted } from './result.ts';

/** A text that is about to be committed. */
export interface Committing {
  readonly path: string;
  readonly text: string;
  /** The committed version before; null for a new file. */
  readonly before: string | null;
}

export interface BuildOptions {
  readonly derive?: Derive;
  /** Looks at what is about to be committed before any of it is in git; a text it answers stops the commit. */
  readonly inspect?: (files: readonly Committing[]) => Promise<string | undefined>;
  readonly sign: () => Promise<boolean>;
  /** Runs the repository's own pre-commit and commit-msg on the new tree. */
  readonly hooks: boolean;
  /** Called with the files before anything is written to git: new records are put into the work tree. */
  readonly announce?: (files: readonly OwnFile[]) => Promise<void>;
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
  const { files, skipped, entries } = await ownFiles(project, objects, ground, planned, options.derive);
  await options.announce?.(files);
  const changed = files.filter(({ old, next }) => old?.oid !== next?.oid);
  if (changed.length === 0) return { reason: 'nothing', skipped };
  const inspected = options.inspect?.(
    changed.flatMap(({ path, old, next }) =>
      next === null ? [] : [{ path, text: next.text, before: old?.text ?? null }],
    ),
  );
  const [refusal, rewritten] = await Promise.all([inspected, treeOf(project, objects, ground, changed)]);
  if (refusal !== undefined) return { reason: 'refused', detail: refusal, skipped };
  await writeObjects(project.repo, [...blobsOf(changed), ...rewritten.written]);
  let made = { tree: rewritten.tree, message: messageText(message), files };
  if (options.hooks) {
    const hooked = await runHooks(project, world, ground, made);
    if ('refused' in hooked) return { reason: 'hook', detail: hooked.refused, skipped };
    made = await withHookEdits(project, objects, ground, files, hooked);
  }
  try {
    const commit = await writeCommit(project.repo, {
      tree: made.tree,
      parents: ground.parents,
      message: made.message,
      sign: await options.sign(),
      ...(ground.author ? { author: ground.author } : {}),
    });
    return { commit, files: made.files, skipped, entries };
  } catch (error) {
    if (!(error instanceof CanonError) || error.code !== 'E_GIT_FAILED') throw error;
    return { reason: 'failed', detail: String(error.data['stderr'] ?? ''), skipped };
  }
}

async function ownFiles(
  project: ChangeProject,
  objects: Objects,
  ground: Ground,
  planned: readonly PlannedFile[],
  derive: Derive | undefined,
): Promise<{ files: readonly OwnFile[]; skipped: readonly Skipped[]; entries: readonly IndexEntry[] }> {
  const prepared = await prepare(project, objects, ground, planned, derive);
  const entries = await stagedFor(project, prepared.files);
  const conflicts = new Set(entries.filter(({ stage }) => stage > 0).map(({ path }) => path));
  if (conflicts.size === 0) return { ...prepared, entries };
  // Somebody is about to settle these by hand and would undo whatever the commit put in.
  const open = (path: string): boolean => conflicts.has(gitPath(project, path));
  const rest = await prepare(
    project,
    objects,
    ground,
    planned.filter(({ path }) => !open(path)),
    derive && (async (base) => (await derive(base)).filter(({ path }) => !open(path))),
  );
  const left = prepared.files
    .filter(({ path }) => open(path))
    .map(({ path }): Skipped => ({ path, why: 'conflict', where: 'commit' }));
  return { files: rest.files, skipped: [...rest.skipped, ...left], entries };
}

const blobsOf = (files: readonly OwnFile[]): NewObject[] =>
  files.flatMap(({ next }) =>
    next === null ? [] : [{ type: 'blob', bytes: Buffer.from(next.text, 'utf8') }],
  );

/** A hook that formats may change the change's own files; those of others are out of its reach. */
async function withHookEdits(
  project: ChangeProject,
  objects: Objects,
  ground: Ground,
  files: readonly OwnFile[],
  hooked: { texts: ReadonlyMap<string, string>; message: string },
): Promise<{ tree: string; message: string; files: readonly OwnFile[] }> {
  const edited = files.map((file) => {
    const text = hooked.texts.get(gitPath(project, file.path));
    if (text === undefined || file.next === null) return file;
    return { ...file, next: blobOf(project.repo.objectFormat, text, file.next.mode), draft: file.next.text };
  });
  const { tree, written } = await rewriteTree(
    objects,
    ground.tree,
    edited.map(({ path, old, next }) => ({
      path: gitPath(project, path),
      mode: next?.mode ?? old?.mode ?? '100644',
      oid: next?.oid ?? null,
    })),
    project.repo.objectFormat,
  );
  await writeObjects(project.repo, [...blobsOf(edited), ...written]);
  return { tree, message: hooked.message, files: edited };
}
