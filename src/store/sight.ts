import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { leanStatus } from '../git/status-lean.ts';
import type { Status } from '../git/status.ts';
import { readWorkState } from './cache-files.ts';
import { fileClock } from './file-stamp.ts';
import { type Folders, lookAtFolders } from './folders.ts';
import { localFile } from './local.ts';
import type { Project } from './project.ts';
import { readRowFile, type RowFile, settleRows } from './row-file.ts';
import { rowSet, type RowSet } from './row-set.ts';
import type { World } from '../world.ts';

/** The records of a work tree as they stand. */
export interface Sight {
  readonly rows: RowSet;
  readonly status: Status;
  /** The file system's time from before anything was looked at; undefined where nothing can be written. */
  readonly clock: number | undefined;
  /**
   * Folders of records, and at least those files of theirs whose changes git's status does not tell; relative
   * to the project's root. Undefined where they are not known.
   */
  readonly paths: readonly string[] | undefined;
  /** Writes what is large of what is kept of it. To be called once, while something is waited for. */
  write(): Promise<void>;
}

/** Looks at the work tree: all of a small one, and of a large one what has changed since the last time. */
export async function sight(project: Project, world: Pick<World, 'env'>): Promise<Sight> {
  // Where somebody has kept what there is, the project was not small, or it is quick to know what is new.
  const listed = readWorkState(project) ? undefined : listFolders(project);
  const small = listed && (await smallSight(project, world, listed));
  if (small) return small;
  const [{ look }, { readRows }] = await Promise.all([import('./look.ts'), import('./rows.ts')]);
  const seen = await look(project, { whole: true, ...(listed ? { listed } : {}) });
  const writes: (() => Promise<void>)[] = [];
  const rows = await readRows(project, seen, (write) => writes.push(write));
  // Whoever wrote it last, it names the files that matter: how they stand is looked at anew.
  const state = readWorkState(project);
  const paths = state && [...state.folders.map(([path]) => path), ...state.loose.map(({ path }) => path)];
  const write = async (): Promise<void> => {
    for (const one of writes) await one();
  };
  return { rows, status: seen.status, clock: seen.clock, paths, write };
}

interface Listed {
  readonly clock: number;
  readonly folders: Folders;
}

/** The folders of records; undefined where nothing can be written, and so nothing be kept. */
function listFolders(project: Project): Listed | undefined {
  if (project.readOnly) return undefined;
  const clock = clockOf(project);
  return clock === undefined ? undefined : { clock, folders: lookAtFolders(project, undefined, () => clock) };
}

/** Up to so many files are read faster than what is kept of them is looked up, compared and kept. */
const FEW = 150;
const BATCH = 8;

/**
 * Reads all records of a small project, while git says how the work tree stands; undefined where there are
 * many, or not all of them are in the work tree (a sparse checkout).
 */
async function smallSight(
  project: Project,
  { env }: Pick<World, 'env'>,
  { clock, folders }: Listed,
): Promise<Sight | undefined> {
  if (existsSync(join(project.repo.gitDir, 'info', 'sparse-checkout'))) return undefined;
  const files = filesIn(folders, FEW);
  if (!files) return undefined;
  const scratch = localFile(project, 'cache', `status-${Math.random().toString(36).slice(2)}.tmp`);
  const asked = leanStatus(project.top, env, scratch);
  const read: RowFile[] = [];
  for (const [at, path] of files.entries()) {
    const kind = project.layout.kindOfPath(path);
    if (kind) read.push(readRowFile(project.root, path, kind));
    // Whatever else is going on (who is asking?) goes on.
    if (at % BATCH === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const rows = rowSet(undefined, new Set(), await settleRows(read));
  const status = await asked;
  const paths = [...folders.keys(), ...files];
  return status && { rows, status, clock, paths, write: () => Promise.resolve() };
}

/** Paths of the files; undefined where there are more than so many. */
function filesIn(folders: Folders, most: number): string[] | undefined {
  const files: string[] = [];
  for (const [dir, { names = [] }] of folders) {
    if (files.length + names.length > most) return undefined;
    for (const name of names) files.push(`${dir}/${name}`);
  }
  return files;
}

function clockOf(project: Project): number | undefined {
  try {
    return fileClock(project);
  } catch {
    return undefined;
  }
}
