import { isUtf8 } from 'node:buffer';
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { indexPaths, type RawChange } from '../git/staged.ts';
import { readBlobs } from '../git/objects.ts';
import type { Repo } from '../git/discover.ts';
import type { Kind } from '../record/kinds.ts';
import type { Project } from '../store/project.ts';
import { type CheckedRecord, checkBytes, checkWhole, type Judging } from './check-record.ts';
import { unreadable } from './read-file.ts';

/** A version of a record in git: its path relative to the project's root, and its blob. */
export interface RecordBlob {
  readonly path: string;
  readonly kind: Kind;
  readonly oid: string;
  readonly mode?: string;
}

/** The records among changes, on one of their sides. */
export function recordsOf(
  { prefix, layout }: Pick<Project, 'prefix' | 'layout'>,
  changes: readonly RawChange[],
  side: 'from' | 'to',
): RecordBlob[] {
  return changes.flatMap(({ path, mode, [side]: oid }) => {
    const own = path.startsWith(prefix) ? path.slice(prefix.length) : '';
    const kind = layout.kindOfPath(own);
    return kind && oid !== null ? [{ path: own, kind, oid, ...(side === 'to' ? { mode } : {}) }] : [];
  });
}

/** Reads and checks records as git has them. */
export async function checkBlobs(
  repo: Repo,
  records: readonly RecordBlob[],
  judging: Judging,
): Promise<CheckedRecord[]> {
  const blobs = await readBlobs(
    repo,
    records.map(({ oid }) => oid),
  );
  return Promise.all(
    records.flatMap(({ path, kind, mode }, at): (CheckedRecord | Promise<CheckedRecord>)[] => {
      const bytes = blobs[at];
      if (mode === '120000') return [refused(path, kind, 'E_FILE_SYMLINK', judging)];
      if (!bytes) return [];
      return [
        isUtf8(bytes)
          ? checkBytes(path, kind, bytes, judging)
          : refused(path, kind, 'E_FILE_NOT_UTF8', judging),
      ];
    }),
  );
}

const refused = (path: string, kind: Kind, code: string, { sight, levels }: Judging) =>
  checkWhole(unreadable(path, kind, code), sight, levels);

/**
 * Whether the index has a file, or a folder with one (path relative to the project's root): what links may lead to
 * once it is committed. A repository inside of this one is asked on the disk.
 */
export async function existsInIndex(
  { prefix, top }: Project,
  repo: Repo,
): Promise<(path: string) => boolean> {
  const paths = new Set(await indexPaths(repo));
  let folders: Set<string> | undefined;
  return (path) => {
    const whole = posix.normalize(prefix + path).replace(/\/$/, '');
    if (whole === '.' || paths.has(whole)) return true;
    folders ??= foldersOf(paths);
    if (folders.has(whole)) return true;
    for (let dir = posix.dirname(whole); dir !== '.'; dir = posix.dirname(dir))
      if (paths.has(dir)) return existsSync(join(top, whole));
    return false;
  };
}

function foldersOf(paths: ReadonlySet<string>): Set<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let dir = posix.dirname(path); dir !== '.' && !folders.has(dir); dir = posix.dirname(dir))
      folders.add(dir);
  }
  return folders;
}
