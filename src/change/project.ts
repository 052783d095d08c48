import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { CanonError } from '../fault/error.ts';
import type { Repo } from '../git/discover.ts';
import { absent } from '../store/atomic.ts';
import { isInWorkTree } from '../store/read.ts';
import type { Layout } from '../store/layout.ts';

/** What a change has to know of the project. */
export interface ChangeProject {
  readonly root: string;
  readonly top: string;
  /** The root below the top: empty, or with a slash at its end. */
  readonly prefix: string;
  readonly repo: Repo;
  readonly local: string;
  readonly worktreeKey: string;
  readonly layout: Layout;
}

/** A project path as git names it. */
export const gitPath = (project: ChangeProject, path: string): string => project.prefix + path;

/** A git path as the project names it; outside of the project with leading `../`. */
export const projectPath = (project: ChangeProject, path: string): string =>
  path.startsWith(project.prefix)
    ? path.slice(project.prefix.length)
    : posix.relative(project.prefix, path) + (path.endsWith('/') ? '/' : '');

/** Where folders really are, for as long as one step of a change takes: of many files few are in folders of their own. */
export type KnownFolders = Map<string, string>;

/**
 * Where a planned path is on disk.
 * @throws E_CHANGE_PATH for one that would leave the work tree, by `..` or through a symlink, or enter `.git`
 */
export async function targetOf(
  project: ChangeProject,
  path: string,
  known: KnownFolders = new Map(),
): Promise<string> {
  const parts = path.split('/');
  const plain = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\\0]/.test(part));
  if (!plain || parts.some((part) => part.toLowerCase() === '.git')) {
    throw new CanonError('E_CHANGE_PATH', { data: { path } });
  }
  const file = join(project.root, ...parts);
  const folder = dirname(file);
  const parent = known.get(folder) ?? nearestReal(folder);
  known.set(folder, parent);
  if (!isInWorkTree(project.top, parent)) {
    throw new CanonError('E_CHANGE_PATH', { data: { path } });
  }
  return file;
}

// At once, like the reading below: a handoff does this for a few files, each of them several times, and to wait
// for a thread takes longer.
function nearestReal(dir: string): string {
  for (let at = dir; ; at = dirname(at)) {
    const real = unlessAbsent(() => realpathSync.native(at));
    if (real !== undefined) return real;
  }
}

function unlessAbsent<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    return absent(error);
  }
}

/** A file of the work tree: its bytes, that it is not there, or that it is no plain file. */
export type WorkFile =
  | { readonly is: 'file'; readonly bytes: Buffer; readonly executable: boolean }
  | { readonly is: 'absent' }
  | { readonly is: 'other' };

export async function readWork(file: string): Promise<WorkFile> {
  const info = unlessAbsent(() => lstatSync(file, { throwIfNoEntry: false }));
  if (!info) return { is: 'absent' };
  if (!info.isFile()) return { is: 'other' };
  const bytes = unlessAbsent(() => readFileSync(file));
  return bytes ? { is: 'file', bytes, executable: (info.mode & 0o100) !== 0 } : { is: 'absent' };
}

/** Text of UTF-8 bytes, byte order mark and all; undefined where they are not UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
