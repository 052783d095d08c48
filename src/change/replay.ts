import { CanonError } from '../fault/error.ts';
import { type Committer, committerOf, writeCommit } from '../git/commit.ts';
import type { CommitFacts } from '../git/log.ts';
import type { NewObject } from '../git/object-id.ts';
import { type Objects, openObjects, remembering } from '../git/objects.ts';
import { refsContaining } from '../git/refs.ts';
import { rewriteTree } from '../git/rewrite-tree.ts';
import { entryAt } from '../git/tree.ts';
import { type ReadCommit, readCommit, treeOf } from './ground.ts';
import { forgetPlans, keepPlan } from './kept-plans.ts';
import { moveTo, obstacle } from './move.ts';
import { prepare } from './own-files.ts';
import type { Derive, PlannedFile } from './plan.ts';
import type { ChangeProject } from './project.ts';
import { replanned, type Renumber } from './replan.ts';
import { rewriteText } from './rewritten.ts';
import type { Unpushed } from './unpushed.ts';

/** Why unpushed commits stay where they are. `detail` names the file, the commit, or what git said. */
export type Stuck = {
  readonly stuck: 'merge' | 'signed' | 'shared' | 'conflict' | 'dirty' | 'taken' | 'unreadable';
  readonly detail: string;
};

export interface Replayed {
  readonly tip: string;
  /** Old commit → new commit. */
  readonly commits: Readonly<Record<string, string>>;
  readonly renumbered: readonly { readonly from: string; readonly to: string; readonly path: string }[];
}

export interface ReplayOptions {
  readonly derive?: Derive;
  /** The next free id for one that the remote has taken meanwhile, given all that are taken there. */
  readonly renumber?: Renumber;
}

interface Making {
  readonly by: Committer;
  tip: string;
  tree: string;
  readonly commits: Map<string, string>;
  readonly ids: Map<string, string>;
  readonly renumbered: { from: string; to: string; path: string }[];
  readonly kept: { commit: string; message: ReturnType<typeof messageOf>; files: readonly PlannedFile[] }[];
}

/**
 * Puts the unpushed commits on top of the remote's, without a checkout, and then moves branch, index and
 * work tree there, if no dirty file is touched by that. Canon's commits are made anew from their edits:
 * derived text regenerated, a taken id replaced. An ordinary commit of the operator is carried over only
 * where that cannot go wrong: it has one parent, no other branch or tag has it, and every file of it is on
 * the remote as it was below it. Anything else is left to the person: nothing has changed then.
 */
export async function replay(
  project: ChangeProject,
  unpushed: readonly Unpushed[],
  from: { readonly branch: string; readonly head: string; readonly onto: string },
  options: ReplayOptions,
): Promise<Replayed | Stuck> {
  const blocked = await unmovable(project, unpushed, from.branch);
  if (blocked) return blocked;
  const running = openObjects(project.repo);
  const objects = remembering(running);
  try {
    const onto = await readCommit(objects, from.onto);
    const making: Making = {
      by: await committerOf(project.repo),
      tip: from.onto,
      tree: onto?.tree ?? '',
      commits: new Map(),
      ids: new Map(),
      renumbered: [],
      kept: [],
    };
    for (const { commit, whose } of unpushed) {
      const read = await readCommit(objects, commit.oid);
      if (!read || read.foreign) return { stuck: 'unreadable', detail: short(commit) };
      const stuck =
        whose === 'canon'
          ? await remake(project, objects, commit, read, making, options)
          : await carryOver(project, objects, commit, read, making);
      if (stuck) return stuck;
    }
    const dirty = await obstacle(project, from.head, making.tip);
    if (dirty !== undefined) return { stuck: 'dirty', detail: inTheWay(dirty) };
    const failed = await moveTo(project, from.branch, from.head, making.tip, 'canon: replay on the upstream');
    if (failed !== undefined) return { stuck: 'dirty', detail: inTheWay(failed) };
    await rekeep(project, unpushed, making);
    return {
      tip: making.tip,
      commits: Object.fromEntries(making.commits),
      renumbered: making.renumbered,
    };
  } finally {
    running.close();
  }
}

/** The files that git names, or else all that it says. */
function inTheWay(said: string): string {
  const files = [...said.matchAll(/(?:Entry|file|path|director(?:y|ies)) '(.+?)'/g)].map(([, path]) => path);
  return files.length > 0 ? files.join(', ') : said;
}

const short = ({ oid, subject }: CommitFacts): string => `${oid.slice(0, 7)} ${subject}`;

async function unmovable(
  project: ChangeProject,
  unpushed: readonly Unpushed[],
  branch: string,
): Promise<Stuck | undefined> {
  const merge = unpushed.find(({ commit }) => commit.parents.length !== 1);
  if (merge) return { stuck: 'merge', detail: short(merge.commit) };
  const ordinary = unpushed.find(({ whose }) => whose !== 'canon')?.commit;
  if (!ordinary) return undefined;
  // The oldest one's holders hold all: another branch built on it would keep the old commits.
  const holders = await refsContaining(project.repo, ordinary.oid, ['refs/heads', 'refs/tags']);
  const other = holders.find((name) => name !== `refs/heads/${branch}`);
  return other === undefined ? undefined : { stuck: 'shared', detail: other };
}

/** One of canon's commits, made anew from what it did. */
async function remake(
  project: ChangeProject,
  objects: Objects,
  commit: CommitFacts,
  read: ReadCommit,
  making: Making,
  options: ReplayOptions,
): Promise<Stuck | undefined> {
  const planned = await replanned(project, objects, commit, read, making, options.renumber);
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
  const blobs = changed.flatMap(({ next }) =>
    next === null ? [] : [{ type: 'blob' as const, bytes: Buffer.from(next.text, 'utf8') }],
  );
  const message = rewriteText(read.message, making);
  await put(project, commit, read, making, { tree, message, objects: [...blobs, ...written] });
  making.kept.push({ commit: making.tip, message: messageOf(message), files: planned.files });
  return undefined;
}

const messageOf = (message: string): { subject: string; trailers: [] } => ({
  subject: message.split('\n')[0] ?? '',
  trailers: [],
});

/** An ordinary commit of the operator: file by file, and only onto files that are as they were below it. */
async function carryOver(
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

async function rekeep(project: ChangeProject, unpushed: readonly Unpushed[], making: Making): Promise<void> {
  for (const { commit, message, files } of making.kept)
    await keepPlan(project, commit, { message, files }, null);
  await forgetPlans(
    project,
    unpushed.map(({ commit }) => commit.oid),
  );
}
