import { join } from 'node:path';
import { type Head, readHead } from '../git/head.ts';
import { status as gitStatus, type Status } from '../git/status.ts';
import { newestTable, readTable, readWorkState, type WorkState } from './cache-files.ts';
import { type EarlyRead, readEarly } from './early-read.ts';
import type { EarlyStatus } from './early-status.ts';
import { fileClock } from './file-stamp.ts';
import { type Folder, type Folders, lookAtFolders } from './folders.ts';
import { type Place, recordDirs } from './place.ts';
import type { RowTable } from './row-table.ts';

/** The rows of some commit, from which those of another are worked out. */
export interface Known {
  readonly commit: string;
  readonly table: RowTable;
  readonly tableName: string;
  readonly delta: WorkState['delta'];
}

/** How things stand at one moment: what git says, what the folders look like, what was known before. */
export interface Look {
  readonly status: Status;
  readonly folders: Folders;
  /** What was kept of this work tree, if it is still of use. */
  readonly state: WorkState | undefined;
  readonly known: Known | undefined;
  /** Where nothing is known: the files, read while git was at work. */
  readonly early: EarlyRead | undefined;
  /** HEAD from before git was asked. */
  readonly head: Head;
  /** The file system's time from before git was asked; undefined where nothing can be written. */
  readonly clock: number | undefined;
}

export interface LookOptions {
  /** Git's status of the whole work tree, and not of the folders of records alone. */
  readonly whole?: boolean;
  /** Also the untracked files that are not ignored, new folders by their name alone. */
  readonly untracked?: boolean;
  /** Done while git is at work, where the rows of HEAD are known: what is made of them then need not be made later. */
  readonly beside?: (known: Known, state: WorkState) => void;
  /** An answer that git was asked for before, if it is the one that would be asked for here. */
  readonly earlyStatus?: EarlyStatus | undefined;
  /** The folders, where they have just been listed anew, and the clock from before that. */
  readonly listed?: { readonly clock: number; readonly folders: Folders };
}

/**
 * Looks at the work tree: one git process, beside which everything else is read. Nothing is written but
 * the tick of a clock. `readRows`, `stampOf` and whoever wants to know of dirty files share one look.
 */
export async function look(project: Place, options: LookOptions = {}): Promise<Look> {
  const { earlyStatus } = options;
  const before = !options.untracked && isOf(project, earlyStatus) ? earlyStatus : undefined;
  const clock = before?.clock ?? options.listed?.clock ?? clockOf(project);
  const head = await readHead(project.repo);
  const ask = (): Promise<Status> =>
    gitStatus(project.repo, options.whole ? [] : recordDirs(project), {
      untracked: options.untracked ? 'normal' : 'no',
    });
  // An answer about another commit than HEAD is now is of no use to anybody.
  const asked = before ? before.status.then((status) => (status?.head === head.oid ? status : ask())) : ask();
  // Should reading fail, git's own failure is the one to tell.
  asked.catch(() => {});
  const kept = readWorkState(project);
  const own = kept && knownOf(project, kept);
  // A state whose table is gone, or from before the first commit, says nothing: all is read anew.
  const stale = kept && !own && (kept.table !== null || head.oid !== null);
  const state = stale ? undefined : kept;
  const known = own ?? (state ? undefined : borrowed(project));
  const listedBefore = state && new Map<string, Folder>(state.folders);
  const folders =
    (state ? undefined : options.listed?.folders) ?? lookAtFolders(project, listedBefore, () => clock);
  const early = state || known ? undefined : await readEarly(project, { head, folders, clock });
  // Those of another work tree are most likely not all of this one.
  if (own && state && own.commit === head.oid) options.beside?.(own, state);
  return { status: await asked, folders, state, known, early, head, clock };
}

function isOf(project: Place, early: EarlyStatus | undefined): early is EarlyStatus {
  const { top, repo } = project;
  return early?.top === top && repo.gitDir === join(top, '.git') && repo.commonDir === repo.gitDir;
}

function knownOf(project: Place, { commit, table: name, delta }: WorkState): Known | undefined {
  if (commit === null || name === null) return undefined;
  const table = readTable(project, name);
  return table && { commit, table, tableName: name, delta };
}

/** The newest table that any work tree of the clone has made: a good start for one that has none. */
export function borrowed(project: Place): Known | undefined {
  const newest = newestTable(project);
  const commit = newest?.table.about['commit'];
  if (!newest || typeof commit !== 'string') return undefined;
  return { commit, table: newest.table, tableName: newest.name, delta: [] };
}

/** What is known without looking at the work tree. */
export function knownRows(project: Place): Known | undefined {
  const kept = readWorkState(project);
  return (kept && knownOf(project, kept)) ?? borrowed(project);
}

function clockOf(project: Place): number | undefined {
  try {
    return fileClock(project);
  } catch {
    return undefined;
  }
}
