import { CanonError } from '../fault/error.ts';
import { readHead } from '../git/head.ts';
import { readBlobs } from '../git/objects.ts';
import { diffTrees, listTree, type TreeFile } from '../git/tree.ts';
import type { Kind } from '../record/kinds.ts';
import { brokenRow } from '../work/to-row.ts';
import type { Row } from '../work/row.ts';
import { cacheKey, tableNameOf, writeTable } from './cache-files.ts';
import type { Known, Look } from './look.ts';
import { type Place, recordDirs } from './place.ts';
import { rowOrText, settleRows } from './row-file.ts';
import { addPacked, addRow, type RowPack, rowPack } from './row-pack.ts';
import { encodeTable } from './row-encode.ts';
import { tableOfBytes, type RowTable } from './row-table.ts';

/** The rows of one commit: a table, and what this commit has otherwise. */
export interface CommitRows {
  readonly commit: string | null;
  readonly table: RowTable | undefined;
  readonly tableName: string | null;
  /** By path; null where the commit has no such record. */
  readonly delta: ReadonlyMap<string, Row | null>;
  /** Paths that the commit known before had, and this one has not. */
  readonly gone: readonly string[];
  /** All paths, where they were listed anew. */
  readonly paths?: ReadonlySet<string>;
}

/** Takes what may be written later on, while something is waited for. Until then it is only slower for others. */
export type Later = (write: () => Promise<void>) => void;

interface Blob {
  readonly path: string;
  readonly kind: Kind;
  readonly mode: string;
  readonly oid: string;
}

export const NO_ROWS: CommitRows = {
  commit: null,
  table: undefined,
  tableName: null,
  delta: new Map(),
  gone: [],
};

/** Beyond this many changes (and a fortieth of the table) a new table is made. */
const MOST_CHANGES = 256;

/**
 * The rows of a commit, worked out from those of another by what differs between the two trees.
 * Undefined when git cannot compare them: the other one is no longer there.
 */
export async function advance(project: Place, known: Known, commit: string): Promise<CommitRows | undefined> {
  const delta = new Map<string, Row | null>(known.delta);
  const base = { commit, table: known.table, tableName: known.tableName };
  if (known.commit === commit) return { ...base, delta, gone: [] };
  const changes = await diffTrees(project.repo, known.commit, commit, recordDirs(project)).catch(ifGitFailed);
  if (!changes) return undefined;
  const blobs: Blob[] = [];
  const gone: string[] = [];
  for (const { path, newMode, newOid } of changes) {
    const blob = blobAt(project, { path, mode: newMode, oid: newOid });
    if (!blob) continue;
    delta.set(blob.path, null);
    if (isFile(newMode)) blobs.push(blob);
    else gone.push(blob.path);
  }
  for (const row of await rowsOfBlobs(project, blobs)) delta.set(row.path, row);
  const rows = { ...base, delta, gone };
  return delta.size <= MOST_CHANGES + known.table.count / 40
    ? rows
    : { ...(await fold(project, rows)), gone };
}

/** The rows of a commit from nothing: its files as far as they are known to be unchanged, else its blobs. */
export async function fromScratch(
  project: Place,
  commit: string,
  look?: Look,
  later?: Later,
): Promise<CommitRows> {
  const early = look?.early;
  const tree =
    early && look.head.oid === commit
      ? early.tree
      : await listTree(project.repo, commit, recordDirs(project));
  const pack = early?.pack ?? rowPack();
  const same = early ? await unchanged(project, look, commit) : () => undefined;
  const rows: number[] = [];
  const blobs: Blob[] = [];
  const paths = new Set<string>();
  const { length } = project.prefix;
  for (const file of tree) {
    if (isFile(file.mode)) paths.add(file.path.slice(length));
    const row = file.mode.startsWith('100') ? same(file.path) : undefined;
    const blob = row === undefined && isFile(file.mode) ? blobAt(project, file) : undefined;
    if (row !== undefined) rows.push(row);
    else if (blob) blobs.push(blob);
  }
  for (const row of await rowsOfBlobs(project, blobs)) rows.push(added(pack, row));
  return { ...(await tableFrom(project, commit, pack, rows, later)), paths };
}

function added(pack: RowPack, row: Row): number {
  addRow(pack, row);
  return pack.paths.length - 1;
}

/**
 * What was read early and is surely what the commit has: git calls the file clean, HEAD stood still all
 * the while, and the file has not been touched since before git looked. (Its times tell, the time of change
 * among them; they were taken from the open file.) Answers with a row's number in the pack.
 */
async function unchanged(
  project: Place,
  look: Look,
  commit: string,
): Promise<(path: string) => number | undefined> {
  const { early, status } = look;
  const now = await readHead(project.repo);
  const stood = look.head.oid === commit && status.head === commit && now.oid === commit;
  if (!early || !stood) return () => undefined;
  const dirty = new Set(status.entries.map(({ path }) => path));
  const { length } = project.prefix;
  return (path) => (dirty.has(path) ? undefined : early.places.get(path.slice(length)));
}

/** A new table of a table and its changes. */
async function fold(project: Place, { commit, table, delta }: CommitRows): Promise<CommitRows> {
  const pack = rowPack();
  for (const [at, path] of (table?.paths() ?? []).entries()) {
    if (table && !delta.has(path)) addPacked(pack, table.packed(at));
  }
  for (const row of delta.values()) if (row) addRow(pack, row);
  return tableFrom(project, commit ?? '', pack);
}

async function tableFrom(
  project: Place,
  commit: string,
  pack: RowPack,
  rows?: readonly number[],
  later?: Later,
): Promise<CommitRows> {
  const bytes = encodeTable(pack, { key: cacheKey(project), commit }, rows);
  const tableName = tableNameOf(project, commit);
  const write = (): Promise<void> => writeTable(project, tableName, bytes);
  if (later) later(write);
  else await write();
  return { commit, table: tableOfBytes(bytes), tableName, delta: new Map(), gone: [] };
}

const isFile = (mode: string): boolean => mode.startsWith('100') || mode === '120000';

function blobAt(project: Place, { path: full, mode, oid }: TreeFile): Blob | undefined {
  if (!full.startsWith(project.prefix)) return undefined;
  const path = full.slice(project.prefix.length);
  const kind = project.layout.kindOfPath(path);
  return kind && { path, kind, mode, oid };
}

async function rowsOfBlobs(project: Place, blobs: readonly Blob[]): Promise<Row[]> {
  const plain = blobs.filter(({ mode }) => mode.startsWith('100'));
  const links = blobs.filter(({ mode }) => mode === '120000');
  const bytes = await readBlobs(
    project.repo,
    plain.map(({ oid }) => oid),
  );
  const read = plain.map(({ path, kind }, at) => {
    const content = bytes[at];
    // A partial clone that is offline, a damaged store: one record that cannot be read.
    if (!content)
      return { path, kind, row: brokenRow(path, kind, { code: 'E_FILE_UNREADABLE' }), text: undefined };
    return { path, kind, ...rowOrText(path, kind, content) };
  });
  const broken = links.map(({ path, kind }) => brokenRow(path, kind, { code: 'E_FILE_SYMLINK' }));
  return [...(await settleRows(read)), ...broken];
}

function ifGitFailed(error: unknown): undefined {
  if (error instanceof CanonError && error.code === 'E_GIT_FAILED') return undefined;
  throw error;
}
