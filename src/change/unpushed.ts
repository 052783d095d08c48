import type { Upstream } from '../git/branch.ts';
import { type CommitFacts, log } from '../git/log.ts';
import { listRefs } from '../git/refs.ts';
import { isAssetPath } from '../store/assets.ts';
import type { ChangeProject } from './project.ts';

/** Whose a commit is, as far as pushing goes. */
export type Whose = 'canon' | 'operator' | 'somebody';

export interface Unpushed {
  readonly whose: Whose;
  readonly commit: CommitFacts;
}

/** Commits that HEAD has and the upstream, as last fetched, has not; oldest first. */
export async function unpushedOn(
  project: ChangeProject,
  upstream: Upstream,
  emails: readonly string[],
): Promise<Unpushed[]> {
  const revs = upstream.oid === null ? ['HEAD'] : ['HEAD', `^${upstream.oid}`];
  const commits = await log(project.repo, { revs, files: true, reverse: true, topo: true });
  const mine = new Set(emails.map((email) => email.toLowerCase()));
  return commits.map((commit) => ({ commit, whose: whoseIs(project, commit, mine) }));
}

/** True where the upstream's branch is gone although the remote has others: somebody deleted it. */
export async function upstreamGone(project: ChangeProject, upstream: Upstream): Promise<boolean> {
  if (upstream.oid !== null) return false;
  return (await listRefs(project.repo, [`refs/remotes/${upstream.remote}`])).length > 0;
}

function whoseIs(project: ChangeProject, commit: CommitFacts, mine: ReadonlySet<string>): Whose {
  if (isCanons(project, commit)) return 'canon';
  return mine.has(commit.authorEmail.toLowerCase()) ? 'operator' : 'somebody';
}

/** Canon's own: it has the trailer, and touches only canon's paths. The trailer alone anybody can write. */
export function isCanons(project: ChangeProject, commit: CommitFacts): boolean {
  return (
    commit.sessions.length > 0 &&
    commit.parents.length < 2 &&
    commit.files.every(({ path }) => isCanonPath(project, path))
  );
}

/** A record, a derived index, a file that came along with an import, a committed site, or `.canon/`; a path as git names it. */
export function isCanonPath(project: ChangeProject, path: string): boolean {
  if (!path.startsWith(project.prefix)) return false;
  const own = path.slice(project.prefix.length);
  return (
    own.startsWith('.canon/') ||
    project.layout.kindOfPath(own) !== undefined ||
    isIndexPath(project, own) ||
    isAssetPath(own) ||
    project.layout.isRenderedPath(own)
  );
}

/** `INDEX.md` or `INDEX-2026-05.md` in a kind's own folder; a path as the project names it. */
export function isIndexPath(project: ChangeProject, path: string): boolean {
  const slash = path.lastIndexOf('/');
  const dirs = Object.values(project.layout.dirs);
  return (
    dirs.includes(path.slice(0, Math.max(slash, 0))) &&
    /^INDEX(?:-\d{4}-\d{2})?\.md$/.test(path.slice(slash + 1))
  );
}
