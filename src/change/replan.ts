import { basename, dirname, join } from 'node:path';
import type { CommitFacts } from '../git/log.ts';
import { mergeFileTexts } from '../git/merge-file.ts';
import type { Objects } from '../git/objects.ts';
import { type TreeChange, listTree } from '../git/tree.ts';
import { localFile } from '../store/local.ts';
import { versionAt } from './bytes-file.ts';
import { type ReadCommit, readCommit } from './ground.ts';
import { keptPlan } from './kept-plans.ts';
import { committed } from './versions.ts';
import type { PlannedFile } from './plan.ts';
import { type ChangeProject, gitPath } from './project.ts';
import type { Stuck } from './stuck.ts';
import { rewriteData, rewriteText } from './rewritten.ts';
import { isIndexPath } from './unpushed.ts';

/** Finds the next free id for a record whose own was taken on the remote meanwhile. */
export type Renumber = (id: string, taken: ReadonlySet<string>) => Promise<string>;

/** How far a replay is: where the next commit goes, and what has been replaced so far. */
export interface Progress {
  readonly tip: string;
  readonly tree: string;
  readonly commits: ReadonlyMap<string, string>;
  readonly ids: Map<string, string>;
  readonly renumbered: { from: string; to: string; path: string }[];
}

/**
 * What one of canon's commits did, as a plan for another base: new files whole, edited ones by the edits
 * that were kept when the commit was made (or else by a merge of the three texts), with every id and hash
 * that has changed since replaced. Derived files are not in it.
 */
export async function replanned(
  project: ChangeProject,
  objects: Objects,
  commit: CommitFacts,
  read: ReadCommit,
  at: Progress,
): Promise<{ readonly files: readonly PlannedFile[] } | Stuck> {
  const kept = await keptPlan(project, commit.oid);
  const parent = await readCommit(objects, read.parents[0] ?? '');
  // Whoever renders a site does it again from the remote's records.
  const isDerived = (path: string): boolean =>
    isIndexPath(project, path) || project.layout.isRenderedPath(path);
  const changes = commit.files.filter(({ path }) => !isDerived(path.slice(project.prefix.length)));
  const files: PlannedFile[] = [];
  for (const change of changes) {
    const path = change.path.slice(project.prefix.length);
    const made = await replanFile(project, objects, change, {
      kept: kept?.files.filter((file) => file.path === path),
      now: read.tree,
      before: parent?.tree ?? '',
      at,
    });
    if (made === undefined) return { stuck: 'conflict', detail: path };
    files.push(...made);
  }
  return { files };
}

/**
 * New records of the commits that are to be replayed, whose id the remote has by now, get another one; everything that
 * names them follows. Settled ahead of all of them: a tick names its session before there is a record of it.
 */
export async function renumberTaken(
  project: ChangeProject,
  commits: readonly CommitFacts[],
  at: Progress,
  renumber: Renumber | undefined,
): Promise<Stuck | undefined> {
  const fresh = commits
    .flatMap(({ files }) => files)
    .filter(({ status }) => status === 'A')
    .map(({ path }) => path.slice(project.prefix.length))
    .filter((path) => project.layout.kindOfPath(path) !== undefined);
  for (const path of fresh) {
    const id = basename(path, '.md');
    const kind = project.layout.kindOfPath(path);
    if (kind === undefined || at.ids.has(id)) continue;
    const taken = await idsAt(project, at.tip, project.layout.dirs[kind]);
    if (!taken.has(id)) continue;
    if (!renumber || kind !== 'session') return { stuck: 'taken', detail: path };
    const to = await renumber(id, taken);
    at.ids.set(id, to);
    at.renumbered.push({ from: id, to, path: `${dirname(path)}/${to}.md` });
  }
  return undefined;
}

async function idsAt(project: ChangeProject, commit: string, dir: string): Promise<Set<string>> {
  const files = await listTree(project.repo, commit, [gitPath(project, dir)]);
  return new Set(files.map(({ path }) => basename(path, '.md')));
}

interface Sources {
  readonly kept: readonly PlannedFile[] | undefined;
  readonly before: string;
  readonly now: string;
  readonly at: Progress;
}

async function replanFile(
  project: ChangeProject,
  objects: Objects,
  change: TreeChange,
  { kept, before, now, at }: Sources,
): Promise<PlannedFile[] | undefined> {
  const old = change.path.slice(project.prefix.length);
  const path = renamed(old, at.ids);
  const [base, mine, theirs] = await Promise.all([
    committed(objects, before, change.path),
    committed(objects, now, change.path),
    committed(objects, at.tree, gitPath(project, path)),
  ]);
  if (base === 'not-utf8' || mine === 'not-utf8')
    return replanBytes(project, objects, change, { before, now, at });
  if (typeof base === 'string' || typeof mine === 'string' || typeof theirs === 'string') return undefined;
  const was = base === null ? null : rewriteText(base.text, at);
  if (mine === null) {
    if (theirs === null) return [];
    return theirs.text === was ? [{ path, edit: { op: 'remove' }, expect: 'present' }] : undefined;
  }
  const next = rewriteText(mine.text, at);
  if (base === null) return [{ path, edit: { op: 'write', text: next }, expect: 'absent' }];
  // Nothing but derived lines: they are made anew.
  if (kept !== undefined && kept.length > 0 && kept.every(({ derived }) => derived)) return [];
  const structural = kept !== undefined && kept.length > 0 && kept.every(({ edit }) => edit.op !== 'write');
  if (structural) return kept.map((file) => ({ ...rewriteData(file, at), path }));
  if (theirs === null) return undefined;
  if (theirs.text === was) return [{ path, edit: { op: 'write', text: next }, expect: 'present' }];
  const merged = await mergeTexts(project, theirs.text, was ?? '', next);
  return merged === undefined
    ? undefined
    : [{ path, edit: { op: 'write', text: merged }, expect: 'present' }];
}

/** A file that is no text: put there or taken away where it is, on the other side, as it was or as it would be. */
async function replanBytes(
  project: ChangeProject,
  objects: Objects,
  change: TreeChange,
  { before, now, at }: Omit<Sources, 'kept'>,
): Promise<PlannedFile[] | undefined> {
  const path = change.path.slice(project.prefix.length);
  const [base, mine, theirs] = await Promise.all(
    [before, now, at.tree].map((tree) => versionAt(objects, tree, change.path)),
  );
  if (base === 'other' || mine === 'other' || theirs === 'other') return undefined;
  if (theirs?.oid === mine?.oid) return [];
  if (theirs?.oid !== base?.oid) return undefined;
  return mine
    ? [{ path, edit: { op: 'bytes', oid: mine.oid }, expect: 'any' }]
    : [{ path, edit: { op: 'remove' }, expect: 'present' }];
}

/** A record's path with its new id; a folder of that name is none of ours. */
function renamed(path: string, ids: ReadonlyMap<string, string>): string {
  const to = ids.get(basename(path, '.md'));
  return to === undefined ? path : join(dirname(path), `${to}.md`);
}

/** Git's own three-way merge; undefined where both sides changed the same lines. */
async function mergeTexts(
  project: ChangeProject,
  theirs: string,
  base: string,
  mine: string,
): Promise<string | undefined> {
  const dir = dirname(localFile(project, 'tmp', 'merge-'));
  const merged = await mergeFileTexts(project.repo.git, { base, ours: theirs, theirs: mine }, { dir });
  return merged.conflicts ? undefined : merged.text;
}
