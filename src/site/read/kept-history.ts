import { join } from 'node:path';
import { extendHistory, fileHistory } from '../../git/file-history.ts';
import { textOf } from '../../git/read-text.ts';
import { BUILD } from '../../store/build.ts';
import { localFile } from '../../store/local.ts';
import { MOST_CACHE, readPlainBytes } from '../../store/plain-file.ts';
import type { Project } from '../../store/project.ts';
import { sealed, unsealed } from '../../store/sealed.ts';
import { writeNow } from '../../store/write-now.ts';
import { type KeptCommit, markDerived } from './derived-changes.ts';
import { siteCache } from './site-cache.ts';

interface Kept {
  /** Of everything but the commits that the history depends on. */
  readonly key: string;
  readonly head: string;
  readonly commits: readonly KeptCommit[];
}

/**
 * The commits that changed the records of a commit, the newest first: those of the last build, with what came on top
 * of them since. Where that is more than a line of commits, git is asked for all of them again.
 * @param folders relative to the top of the repository
 */
export async function keptHistory(
  project: Project,
  head: string | null,
  folders: readonly string[],
): Promise<readonly KeptCommit[]> {
  if (head === null) return [];
  const { repo, prefix, config } = project;
  const logs = `${prefix}${config.paths.workstream}/`;
  // A shallow clone that becomes a deeper one has more of the same commits.
  const key = JSON.stringify([BUILD, folders, textOf(join(repo.commonDir, 'shallow')) ?? '']);
  const kept = read(project);
  const known = kept?.key === key ? kept : undefined;
  if (known?.head === head) return known.commits;
  const newer = known && (await extendHistory(repo, folders, known.head, head));
  const found = newer ?? (await fileHistory(repo, folders, head));
  const marked = await markDerived(repo, found, (path) => path.startsWith(logs));
  const commits = newer ? [...marked, ...known.commits] : marked;
  write(project, { key, head, commits });
  return commits;
}

function read(project: Project): Kept | undefined {
  try {
    const file = join(project.local, ...siteCache('history', project));
    return unsealed<Kept>(readPlainBytes(file, MOST_CACHE));
  } catch {
    return undefined;
  }
}

function write(project: Project, kept: Kept): void {
  try {
    writeNow(localFile(project, ...siteCache('history', project)), sealed(kept));
  } catch {
    // The next build asks git again.
  }
}
