import { isCanons } from '../../change/unpushed.ts';
import { CanonError } from '../../fault/error.ts';
import { resolveCommit } from '../../git/head.ts';
import { log } from '../../git/log.ts';
import type { Project } from '../../store/project.ts';
import { safeLine } from '../../text/safe.ts';

// A tick is a commit of canon's own: after a dozen of them, somebody's is a dozen back.
const LOOKS = [16, 400];

/**
 * The commit that shows what was done, abbreviated: the one that is named, else the newest that is not canon's own.
 * Null where there is none.
 * @throws E_TICK_COMMIT
 */
export async function evidenceCommit(project: Project, rev: string | undefined): Promise<string | null> {
  const oid = rev === undefined ? await newestWork(project) : await resolveCommit(project.repo, rev);
  if (oid === null) {
    if (rev === undefined) return null;
    throw new CanonError('E_TICK_COMMIT', { data: { rev: safeLine(rev) } });
  }
  const { stdout } = await project.repo.git.run(['rev-parse', '--short=7', oid]);
  return stdout.trim();
}

async function newestWork(project: Project): Promise<string | null> {
  for (const max of LOOKS) {
    const commits = await log(project.repo, { max, files: true });
    const found = commits.find((commit) => !isCanons(project, commit));
    if (found) return found.oid;
    if (commits.length < max) return null;
  }
  return null;
}
