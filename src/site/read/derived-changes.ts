import type { Repo } from '../../git/discover.ts';
import type { FileChange, HistoryCommit } from '../../git/file-history.ts';
import { readBlobs } from '../../git/objects.ts';
import { withoutLog } from '../../work/session-log.ts';

/** What a commit did to a file; whether that was no more than to derive its Session Log anew. */
export interface KeptChange extends Omit<FileChange, 'blobs'> {
  readonly derived?: true;
}

/** A commit as it is kept. */
export interface KeptCommit extends Omit<HistoryCommit, 'files'> {
  readonly files: readonly KeptChange[];
}

/**
 * Tells what canon's own commits have only derived: a handoff writes a line into the log of its workstream, which is
 * nothing that has happened to the workstream. What somebody committed by hand is what they say it is.
 * @param mayDerive whether a file, by its path in the repository, has a Session Log
 */
export async function markDerived(
  repo: Repo,
  commits: readonly HistoryCommit[],
  mayDerive: (path: string) => boolean,
): Promise<KeptCommit[]> {
  const asked = ({ session }: HistoryCommit, { blobs, path }: FileChange): readonly string[] =>
    session !== '' && blobs !== undefined && mayDerive(path) ? blobs : [];
  const oids = [...new Set(commits.flatMap((commit) => commit.files.flatMap((file) => asked(commit, file))))];
  const texts = await readBlobs(repo, oids);
  const rest = new Map(oids.map((oid, at) => [oid, withoutLog(texts[at]?.toString('utf8') ?? oid)]));
  return commits.map((commit) => ({
    ...commit,
    files: commit.files.map((file): KeptChange => {
      const [before, after] = asked(commit, file);
      const isDerived = before !== undefined && rest.get(before) === rest.get(after ?? '');
      const { blobs: _, ...kept } = file;
      return isDerived ? { ...kept, derived: true } : kept;
    }),
  }));
}
