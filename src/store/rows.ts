import { join } from 'node:path';
import type { Kind } from '../record/kinds.ts';
import type { Row } from '../work/row.ts';
import { cacheKey, type LooseFile, type WorkState, writeWorkState } from './cache-files.ts';
import { advance, type CommitRows, fromScratch, type Later, NO_ROWS } from './commit-rows.ts';
import { fileStamp, isSettled, stampOfStats } from './file-stamp.ts';
import { type Folders, lookAtFolders } from './folders.ts';
import { type Known, knownRows, look as lookAt, type Look } from './look.ts';
import type { Place } from './place.ts';
import { readRowFile, settleRows } from './row-file.ts';
import { rowSet, type RowSet } from './row-set.ts';
import type { RowTable } from './row-table.ts';
import { type Tracked, untracked } from './untracked.ts';

/**
 * The records of the work tree as rows, newest first: what HEAD has, as the work tree has it now, and the
 * files that git does not track or ignores. Sound: the same as if every file were read, in every case in
 * which git's own status is right. What it took is kept in local state for the next time.
 * @param later takes over what is large of that
 */
export async function readRows(project: Place, seen?: Look, later?: Later): Promise<RowSet> {
  return (await compareRows(project, seen, later)).rows;
}

/** The same, and whether they are as they were the last time, when somebody has looked at `keptRows`. */
export async function compareRows(
  project: Place,
  seen?: Look,
  later?: Later,
): Promise<{ rows: RowSet; asKept: boolean }> {
  const look = seen ?? (await lookAt(project));
  const commit = await commitRows(project, look, later);
  // Git has forgotten the commit that the folders were last compared with: compare all anew.
  const folders = commit.anew ? lookAtFolders(project, undefined, () => look.clock) : look.folders;
  const tracked = trackedIn(commit.rows);
  const listed = untracked(project, { look, folders, tracked, gone: commit.rows.gone });
  const loose = await readLoose(project, look, folders, listed);
  const asKept = await keep(project, look, { folders, rows: commit.rows, loose });
  const { table, delta } = commit.rows;
  return { rows: rowsOf(table, delta, loose), asKept };
}

/** The rows as they were the last time; what git says now may make others of them. */
export const keptRows = ({ table, delta }: Known, { loose }: WorkState): RowSet =>
  rowsOf(table, new Map(delta), loose);

/** The rows of a table, with what a commit and then the work tree have made of them. */
function rowsOf(
  table: RowTable | undefined,
  delta: ReadonlyMap<string, Row | null>,
  loose: readonly LooseFile[],
): RowSet {
  const here = new Set(loose.map(({ path }) => path));
  const extra: Row[] = [];
  for (const [path, row] of delta) if (row && !here.has(path)) extra.push(row);
  for (const { row } of loose) if (row) extra.push(row);
  return rowSet(table, new Set([...delta.keys(), ...here]), extra);
}

/** The records of a commit as rows, newest first, whatever the work tree has made of them. */
export async function committedRows(project: Place, commit: string): Promise<RowSet> {
  const known = knownRows(project);
  const rows = (known && (await advance(project, known, commit))) ?? (await fromScratch(project, commit));
  const extra = [...rows.delta.values()].filter((row) => row !== null);
  return rowSet(rows.table, new Set(rows.delta.keys()), extra);
}

async function commitRows(
  project: Place,
  look: Look,
  later: Later | undefined,
): Promise<{ rows: CommitRows; anew: boolean }> {
  const { head } = look.status;
  if (head === null) return { rows: NO_ROWS, anew: false };
  const rows = look.known && (await advance(project, look.known, head));
  if (rows) return { rows, anew: false };
  return { rows: await fromScratch(project, head, look, later), anew: look.known !== undefined };
}

// The table's paths are put into sets only when somebody asks, and then those of one folder.
function trackedIn({ table, delta, paths: listed }: CommitRows): Tracked {
  if (listed) return { has: (path) => listed.has(path), paths: () => listed };
  const paths = (): readonly string[] => table?.paths() ?? [];
  const folders = new Map<string, ReadonlySet<string>>();
  const inFolder = (dir: string): ReadonlySet<string> => {
    const known = folders.get(dir);
    if (known) return known;
    const found = new Set(paths().filter((path) => path.startsWith(dir)));
    folders.set(dir, found);
    return found;
  };
  return {
    has(path) {
      const changed = delta.get(path);
      if (changed !== undefined) return changed !== null;
      return inFolder(path.slice(0, path.lastIndexOf('/') + 1)).has(path);
    },
    *paths() {
      for (const path of paths()) if (!delta.has(path)) yield path;
      for (const [path, row] of delta) if (row) yield path;
    },
  };
}

/** The rows of files that are not as HEAD has them. */
async function readLoose(
  project: Place,
  look: Look,
  folders: Folders,
  listed: readonly string[],
): Promise<LooseFile[]> {
  const before = new Map(look.state?.loose.map((file) => [file.path, file]));
  const isListed = new Set(listed);
  const paths = new Set(listed);
  for (const { path } of look.status.entries) {
    if (path.startsWith(project.prefix)) paths.add(path.slice(project.prefix.length));
  }
  const loose: LooseFile[] = [];
  for (const path of paths) {
    const kind = project.layout.kindOfPath(path);
    if (!kind) continue;
    const listed = isListed.has(path);
    // A folder that is gone, or has become a link, has no files, whatever a path through it would find.
    const reached = (folders.get(path.slice(0, path.lastIndexOf('/')))?.stamp ?? '-') !== '-';
    const known = before.get(path);
    if (!reached) loose.push({ path, stamp: '-', settled: false, row: null, listed });
    else if (known?.settled && known.stamp === fileStamp(join(project.root, path)).stamp) {
      loose.push({ ...known, listed });
    } else loose.push({ path, listed, ...(await readOne(project, look, path, kind)) });
  }
  return loose;
}

async function readOne(
  project: Place,
  look: Look,
  path: string,
  kind: Kind,
): Promise<Pick<LooseFile, 'stamp' | 'settled' | 'row'>> {
  const file = readRowFile(project.root, path, kind);
  const { stats } = file;
  const [row = null] = await settleRows([file]);
  if (!stats) return { stamp: '-', settled: false, row };
  return {
    stamp: stampOfStats(stats),
    settled: look.clock !== undefined && isSettled(stats, look.clock),
    row,
  };
}

async function keep(
  project: Place,
  look: Look,
  now: { folders: Folders; rows: CommitRows; loose: readonly LooseFile[] },
): Promise<boolean> {
  if (look.clock === undefined) return false;
  const state: WorkState = {
    key: cacheKey(project),
    top: project.top,
    commit: now.rows.commit,
    table: now.rows.tableName,
    delta: [...now.rows.delta],
    folders: [...now.folders].map(([path, { stamp, settled, folders }]) => [
      path,
      { stamp, settled, folders },
    ]),
    loose: now.loose,
  };
  const text = JSON.stringify(state);
  if (look.state && text === JSON.stringify(look.state)) return true;
  await writeWorkState(project, text);
  return false;
}
