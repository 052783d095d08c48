import { CanonError } from '../fault/error.ts';
import { type Committer, writeCommit } from '../git/commit.ts';
import type { CommitFacts } from '../git/log.ts';
import type { NewObject } from '../git/object-id.ts';
import type { Objects } from '../git/objects.ts';
import { rewriteTree } from '../git/rewrite-tree.ts';
import { entryAt } from '../git/tree.ts';
import { type ReadCommit, treeOf } from './ground.ts';
import { prepare } from './own-files.ts';
import type { CommitMessage, Derive, PlannedFile } from './plan.ts';
import type { ChangeProject } from './project.ts';
import { type Renumber, replanned } from './replan.ts';
import { rewriteText } from './rewritten.ts';
import { isText } from './versions.ts';
import { short, type Stuck } from './stuck.ts';

export interface ReplayOptions {
  readonly derive?: Derive;
  /** The next free id for one that the remote has taken meanwhile, given all that are taken there. */
  readonly renumber?: Renumber;
}

/** A replay under way: where the next commit goes, and what has become of the earlier ones. */
export interface Making {
  readonly by: Committer;
  tip: string;
  tree: string;
  readonly commits: Map<string, string>;
  readonly ids: Map<string, string>;
  readonly renumbered: { from: string; to: string; path: string }[];
  readonly kept: { commit: string; message: CommitMessage; files: readonly PlannedFile[] }[];
}

/** One of canon's commits, made anew from what it did. */
export async function remake(
  project: ChangeProject,
  objects: Objects,
  commit: CommitFacts,
  read: ReadCommit,
  making: Making,
  options: ReplayOptions,
): Promise<Stuck | undefined> {
  const planned = await replanned(project, objects, commit, read, making);
  if ('stuck' in planned) return planned;
  const base = { commit: making.tip, tree: making.tree };
  const { files, skipped } = await prepare(project, objects, base, planned.files, options.derive);
  // A workstream that is gone upstream takes its log line with it; anything else is for a person to see.
  const lost = skipped.find(
    ({ path, why }) =>
      why !== 'missing' || planned.files.some((file) => file.path === path && file.edit.op !== 'log'),
  );
  if (lost) return { stuck: 'conflict', detail: lost.path };
  const changed = files.filter(({ old, next }) => old?.oid !== next?.oid);
  if (changed.length === 0) {
    making.commits.set(commit.oid, making.tip);
    return undefined;
  }
  const { tree, written } = await treeOf(project, objects, base, changed);
  // Bytes that are no text are in git since the commit was first made.
  const blobs = changed
    .filter(isText)
    .flatMap(({ next }) =>
      next === null ? [] : [{ type: 'blob' as const, bytes: Buffer.from(next.text, 'utf8') }],
    );
  const message = rewriteText(read.message, making);
  await put(project, commit, read, making, { tree, message, objects: [...blobs, ...written] });
  making.kept.push({ commit: making.tip, message: messageOf(message), files: planned.files });
  return undefined;
}

const messageOf = (message: string): CommitMessage => ({
  subject: message.split('\n')[0] ?? '',
  trailers: [],
});

/** An ordinary commit of the operator: file by file, and only onto files that are as they were below it. */
export async function carryOver(
  project: ChangeProject,
  objects: Objects,
  commit: CommitFacts,
  read: ReadCommit,
  making: Making,
): Promise<Stuck | undefined> {
  if (read.signed && !making.by.sign) return { stuck: 'signed', detail: short(commit) };
  const changes = [];
  for (const { path, oldOid, newOid, oldMode, newMode } of commit.files) {
    const there = await entryAt(objects, making.tree, path);
    const mode = there?.mode.padStart(6, '0') ?? '000000';
    if (there?.oid === newOid && mode === newMode) continue;
    const same = there ? there.oid === oldOid && mode === oldMode : /^0+$/.test(oldOid);
    if (!same) return { stuck: 'conflict', detail: path };
    changes.push({ path, mode: newMode, oid: newMode === '000000' ? null : newOid });
  }
  try {
    const { tree, written } = await rewriteTree(objects, making.tree, changes, project.repo.objectFormat);
    await put(project, commit, read, making, { tree, message: read.message, objects: written });
    return undefined;
  } catch (error) {
    if (!(error instanceof CanonError) || error.code !== 'E_TREE_PATH') throw error;
    return { stuck: 'conflict', detail: String(error.data['path'] ?? '') };
  }
}

async function put(
  project: ChangeProject,
  commit: CommitFacts,
  read: ReadCommit,
  making: Making,
  made: { readonly tree: string; readonly message: string; readonly objects: readonly NewObject[] },
): Promise<void> {
  const { tree, message, objects } = made;
  const next = { tree, parents: [making.tip], message, author: read.author };
  making.tip = await writeCommit(project.repo, objects, next, making.by);
  making.tree = tree;
  making.commits.set(commit.oid, making.tip);
}
