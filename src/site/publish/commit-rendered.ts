import { lockName } from '../../change/commit-plan.ts';
import { finishLocked } from '../../change/finish.ts';
import { moveTo, obstacle } from '../../change/move.ts';
import { messageText } from '../../change/plan.ts';
import { CanonError } from '../../fault/error.ts';
import { committerOf, writeCommit } from '../../git/commit.ts';
import { readHead } from '../../git/head.ts';
import { openObjects, remembering } from '../../git/objects.ts';
import { rewriteTree } from '../../git/rewrite-tree.ts';
import { listTree } from '../../git/tree.ts';
import { followCommit } from '../../store/follow-commit.ts';
import { withLock } from '../../store/lock.ts';
import type { Project } from '../../store/project.ts';
import type { World } from '../../world.ts';
import { renderedChanges } from './rendered-tree.ts';

/** A rendering that was committed. */
export interface Rendered {
  readonly commit: string;
  /** How many files of the site it changes. */
  readonly files: number;
}

interface Rendering {
  /** From the project's root. */
  readonly folder: string;
  /** Where it was built. */
  readonly out: string;
  /** The commit that it shows. */
  readonly head: string;
  readonly branch: string;
}

/**
 * Commits a built site as the next commit of the branch, and brings index and work tree along as a checkout would.
 * Undefined where that changes nothing; `moved` where the branch is somewhere else by now.
 */
export async function commitRendered(
  project: Project,
  world: World,
  { folder, out, head, branch }: Rendering,
): Promise<Rendered | 'moved' | undefined> {
  const { repo, prefix } = project;
  const place = `${prefix}${folder}/`;
  const { changes, blobs } = renderedChanges(repo, out, place, await listTree(repo, head, [place]));
  if (changes.length === 0) return undefined;
  const running = openObjects(repo);
  try {
    const objects = remembering(running);
    const { stdout } = await repo.git.run(['rev-parse', `${head}^{tree}`]);
    const { tree, written } = await rewriteTree(objects, stdout.trim(), changes, repo.objectFormat);
    return await withLock(project, lockName(project), async () => {
      // What a killed run has left comes first, and is something that this does not show.
      await finishLocked(project, world, {});
      const now = await readHead(repo);
      if (now.oid !== head || now.branch !== branch) return 'moved';
      const message = messageText({
        subject: 'Render the site',
        trailers: [['Canon-Session', 'none']],
      });
      const next = { tree, parents: [head], message };
      const commit = await writeCommit(repo, [...blobs, ...written], next, await committerOf(repo));
      const inTheWay = await obstacle(project, head, commit);
      if (inTheWay !== undefined)
        throw new CanonError('E_SITE_RENDER', { data: { why: 'dirty', detail: inTheWay } });
      const unmoved = await moveTo(project, branch, head, commit, 'commit: Render the site');
      if (unmoved?.why === 'lost') return 'moved';
      if (unmoved) {
        const locked = unmoved.why === 'locked';
        const detail = locked ? unmoved.file : unmoved.stderr;
        throw new CanonError('E_SITE_RENDER', { data: { why: locked ? 'locked' : 'dirty', detail } });
      }
      await followCommit(project, head, commit, []);
      return { commit, files: changes.length };
    });
  } finally {
    running.close();
  }
}
