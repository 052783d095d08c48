import type { Operators } from '../../identity/operators.ts';
import { safeLine } from '../../text/safe.ts';
import type { Project } from '../../store/project.ts';
import type { Change } from '../model.ts';
import { keptHistory } from './kept-history.ts';

/** More commits than anybody reads of one record. */
const MOST = 200;

/**
 * The commits that changed each record, by the path it has now, the newest first; a record that was renamed has those
 * from before. One `git log` for all.
 */
export async function readHistory(
  project: Project,
  head: string | null,
  operators: Operators,
): Promise<Map<string, Change[]>> {
  const { prefix, config } = project;
  const folders = Object.values(config.paths).map((folder) => prefix + folder);
  const found = new Map<string, Change[]>();
  /** Older names of files, and what they are called now. */
  const now = new Map<string, string>();
  for (const commit of await keptHistory(project, head, folders)) {
    const { sha, at, email, session } = commit;
    const operator = operators.byEmail(email)?.slug ?? null;
    const about = { sha, at, author: safeLine(commit.author), operator, subject: safeLine(commit.subject) };
    for (const { what, path, from } of commit.files) {
      if (!path.startsWith(prefix)) continue;
      const name = now.get(path) ?? path.slice(prefix.length);
      const changes = found.get(name) ?? [];
      if (changes.length < MOST) {
        changes.push({ ...about, what, session: session === '' || session === 'none' ? null : session });
      }
      found.set(name, changes);
      if (from !== undefined) now.set(from, name);
    }
  }
  return found;
}
