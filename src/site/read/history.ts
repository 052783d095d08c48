import { basename } from 'node:path/posix';
import type { Operators } from '../../identity/operators.ts';
import { safeLine } from '../../text/safe.ts';
import type { Project } from '../../store/project.ts';
import type { Change } from '../model.ts';
import type { KeptCommit } from './derived-changes.ts';
import type { Exclusion } from './exclusion.ts';
import { keptHistory } from './kept-history.ts';

/** Stands for a subject that is not shown, in any language. */
const MASK = '…';

/** More commits than anybody reads of one record. */
const MOST = 200;

/** What git tells of records. */
export interface RecordHistory {
  readonly changes: ReadonlyMap<string, readonly Change[]>;
  /** Where their files stood before, the newest first. */
  readonly renamedFrom: ReadonlyMap<string, readonly string[]>;
}

/**
 * The commits that changed each record, by the path it has now, the newest first; a record that was renamed has those
 * from before. Where canon has only derived a text anew, that is no history of it. One `git log` for all.
 */
export async function readHistory(
  project: Project,
  head: string | null,
  operators: Operators,
  { hidesPath, hidesId, isEmpty }: Pick<Exclusion, 'hidesPath' | 'hidesId' | 'isEmpty'>,
): Promise<RecordHistory> {
  const { prefix, config, layout } = project;
  const folders = Object.values(config.paths).map((folder) => prefix + folder);
  const found = new Map<string, Change[]>();
  const renamedFrom = new Map<string, string[]>();
  /** Older names of files, and what they are called now. */
  const now = new Map<string, string>();
  /** Whether a file is a record that is kept out, or was one that is called otherwise now, or lay elsewhere. */
  const isHidden = (path: string): boolean => {
    if (!path.startsWith(prefix)) return false;
    const own = path.slice(prefix.length);
    const kind = layout.kindOfPath(own);
    return (
      hidesPath(own) ||
      hidesPath(now.get(path) ?? own) ||
      (kind !== undefined && hidesId(basename(own, '.md'), kind))
    );
  };
  /** Of a commit that is about a record that is kept out as well only that it was there is told. */
  const isMasked = ({ files, session }: KeptCommit): boolean =>
    !isEmpty &&
    (session.split(',').some((id) => hidesId(id, 'session')) ||
      files.some(({ path, from = path }) => isHidden(path) || isHidden(from)));
  for (const commit of await keptHistory(project, head, folders)) {
    const { sha, at, email } = commit;
    const masked = isMasked(commit);
    const session = masked ? '' : commit.session;
    const operator = operators.byEmail(email)?.slug ?? null;
    const about = {
      sha,
      at,
      author: safeLine(commit.author),
      operator,
      subject: masked ? MASK : safeLine(commit.subject),
    };
    for (const { what, path, from, derived } of commit.files) {
      if (derived || !path.startsWith(prefix)) continue;
      const name = now.get(path) ?? path.slice(prefix.length);
      const changes = found.get(name) ?? [];
      if (changes.length < MOST) {
        changes.push({ ...about, what, session: session === '' || session === 'none' ? null : session });
      }
      found.set(name, changes);
      if (from === undefined) continue;
      now.set(from, name);
      const former = from.startsWith(prefix) ? from.slice(prefix.length) : '';
      if (former === '' || hidesPath(former)) continue;
      const others = renamedFrom.get(name);
      if (others) others.push(former);
      else renamedFrom.set(name, [former]);
    }
  }
  return { changes: found, renamedFrom };
}
