import { committerOf } from '../git/commit.ts';
import { lookAtLocks } from '../git/lock-file.ts';
import { openObjects, remembering } from '../git/objects.ts';
import { refsContaining } from '../git/refs.ts';
import { readCommit } from './ground.ts';
import { forgetPlans, keepPlan } from './kept-plans.ts';
import { moveTo, obstacle } from './move.ts';
import type { ChangeProject } from './project.ts';
import { carryOver, type Making, remake, type ReplayOptions } from './remake.ts';
import { renumberTaken } from './replan.ts';
import { short, type Stuck } from './stuck.ts';
import type { Unpushed } from './unpushed.ts';

export interface Replayed {
  readonly tip: string;
  /** Old commit → new commit. */
  readonly commits: Readonly<Record<string, string>>;
  readonly renumbered: readonly { readonly from: string; readonly to: string; readonly path: string }[];
}

/**
 * Puts the unpushed commits on top of the remote's, without a checkout, and then moves branch, index and
 * work tree there, if no dirty file is touched by that. Canon's commits are made anew from their edits:
 * derived text regenerated, a taken id replaced. An ordinary commit of the operator is carried over only
 * where that cannot go wrong: it has one parent, no other branch or tag has it, and every file of it is on
 * the remote as it was below it. Anything else is left to the person: nothing has changed then. Undefined
 * when the branch has moved meanwhile, so that all of it has to be looked at again.
 */
export async function replay(
  project: ChangeProject,
  unpushed: readonly Unpushed[],
  from: { readonly branch: string; readonly head: string; readonly onto: string },
  options: ReplayOptions,
): Promise<Replayed | Stuck | undefined> {
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
    const canons = unpushed.filter(({ whose }) => whose === 'canon').map(({ commit }) => commit);
    const taken = await renumberTaken(project, canons, making, options.renumber);
    if (taken) return taken;
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
    const unmoved = await moveTo(
      project,
      from.branch,
      from.head,
      making.tip,
      'canon: replay on the upstream',
    );
    if (unmoved?.why === 'lost') return undefined;
    if (unmoved?.why === 'locked') {
      const { paths } = await lookAtLocks(project.repo, [unmoved.file]);
      return { stuck: 'locked', detail: paths.join(', ') };
    }
    if (unmoved) return { stuck: 'dirty', detail: inTheWay(unmoved.stderr) };
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

async function rekeep(project: ChangeProject, unpushed: readonly Unpushed[], making: Making): Promise<void> {
  for (const { commit, message, files } of making.kept)
    await keepPlan(project, commit, { message, files }, null);
  await forgetPlans(
    project,
    unpushed.map(({ commit }) => commit.oid),
  );
}
