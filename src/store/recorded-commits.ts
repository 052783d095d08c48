import type { Repo } from '../git/discover.ts';
import type { CommitSummary } from '../git/describe-commits.ts';
import { openObjects } from '../git/objects.ts';
import type { RowSet } from './row-set.ts';

interface Asked {
  readonly repo: Repo;
  readonly operator: string;
  readonly rows: Pick<RowSet, 'each' | 'where'>;
  readonly id: string | undefined;
}

/**
 * Which of the operator's commits stand in another record already, under this id or under the one they had
 * before a rebase. `page` is the history that was read; only records made since `since` can matter, for no
 * record lists a commit that was not yet written.
 */
export async function alreadyRecorded(
  asked: Asked,
  mine: readonly CommitSummary[],
  page: readonly CommitSummary[],
  since: number,
): Promise<ReadonlySet<string>> {
  const taken = new Set<string>();
  const moved: string[] = [];
  const paths = new Set<string>();
  asked.rows.each(({ kind, id, path, instant }) => {
    // They come newest first, those without a date last.
    if (instant === undefined || instant < since) return false;
    if (kind === 'session' && id !== asked.id) paths.add(path);
    return true;
  });
  const later = asked.rows.where(({ path }) => paths.has(path), paths.size);
  for (const row of later) {
    for (const listed of row.commits ?? []) {
      const found = mine.filter(({ oid }) => sameCommit(oid, listed));
      for (const { oid } of found) taken.add(oid);
      if (found.length > 0 || row.owner !== asked.operator || page.some(({ oid }) => sameCommit(oid, listed)))
        continue;
      moved.push(listed);
    }
  }
  const left = mine.filter(({ oid }) => !taken.has(oid));
  if (moved.length === 0 || left.length === 0) return taken;
  const before = await originals(asked.repo, moved);
  for (const commit of left) if (before.has(keyOf(commit))) taken.add(commit.oid);
  return taken;
}

const sameCommit = (oid: string, listed: string): boolean =>
  listed.length >= 4 && oid.startsWith(listed.toLowerCase());

/** What a rebase, an amend and a cherry-pick leave alone: who wrote it, when, and what it is called. */
const keyOf = ({
  authorEmail,
  authored,
  subject,
}: Pick<CommitSummary, 'authorEmail' | 'authored' | 'subject'>): string =>
  `${authorEmail.toLowerCase()}\0${Date.parse(authored)}\0${subject}`;

/** Keys of commits that are no longer in the history, as far as this clone still has them. */
async function originals(repo: Repo, hashes: readonly string[]): Promise<Set<string>> {
  const objects = openObjects(repo);
  try {
    const found = await Promise.all(
      hashes.filter((hash) => /^[0-9a-f]{4,64}$/i.test(hash)).map((hash) => objects.get(hash)),
    );
    return new Set(
      found.flatMap((object) => (object?.type === 'commit' ? keyOfRaw(object.bytes.toString('utf8')) : [])),
    );
  } finally {
    objects.close();
  }
}

function keyOfRaw(raw: string): string[] {
  const end = raw.indexOf('\n\n');
  const author = /^author .*<([^>]*)> (\d+) [-+]\d{4}$/m.exec(raw.slice(0, end));
  if (end === -1 || author === null) return [];
  // Git's subject is the first paragraph on one line.
  const subject =
    raw
      .slice(end + 2)
      .replace(/^\n+/, '')
      .split(/\n[ \t]*\n/)[0] ?? '';
  const authored = new Date(Number(author[2]) * 1000).toISOString();
  return [
    keyOf({ authorEmail: author[1] ?? '', authored, subject: subject.trim().replaceAll(/\s*\n\s*/g, ' ') }),
  ];
}
