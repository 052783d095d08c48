import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { KINDS } from '../record/kinds.ts';
import type { Row } from '../work/row.ts';
import { atomicWrite } from './atomic.ts';
import { BUILD } from './build.ts';
import type { Folder } from './folders.ts';
import { localFile } from './local.ts';
import { MOST_CACHE, readPlain } from './plain-file.ts';
import type { Project } from './project.ts';
import type { TableBytes } from './row-encode.ts';
import { openTable } from './row-open.ts';
import type { RowTable } from './row-table.ts';

/**
 * What is known of one work tree: small, and written again whenever something changed.
 * The table it builds on is large and shared; it is written again only when much has changed.
 */
export interface WorkState {
  readonly key: string;
  readonly top: string;
  /** The commit that `table` and `delta` together are the rows of. */
  readonly commit: string | null;
  /** File name of the table, if there is one. */
  readonly table: string | null;
  /** Rows of the commit that the table has not, or has otherwise; null where the commit has none. */
  readonly delta: readonly (readonly [path: string, row: Row | null])[];
  readonly folders: readonly (readonly [path: string, folder: Omit<Folder, 'names'>])[];
  /** Files that the commit does not have, or that differ from it: path, stamp, whether it can be trusted, row. */
  readonly loose: readonly LooseFile[];
}

export interface LooseFile {
  readonly path: string;
  readonly stamp: string;
  readonly settled: boolean;
  /** Null for a file that is not there. */
  readonly row: Row | null;
  /** True where the commit does not have the path: it was found by listing its folder. */
  readonly listed: boolean;
}

type Where = Pick<Project, 'top' | 'prefix' | 'layout' | 'local' | 'worktreeKey'>;

/** What rows depend on besides files: another build, or other folders, and nothing kept is of use. */
export const cacheKey = ({ prefix, layout }: Pick<Where, 'prefix' | 'layout'>): string =>
  JSON.stringify([BUILD, prefix, KINDS.map((kind) => layout.dirOf(kind))]);

const folderOf = ({ local }: Pick<Where, 'local'>): string => join(local, 'cache');

// Several projects may share a repository.
const stateName = ({ worktreeKey, prefix }: Pick<Where, 'worktreeKey' | 'prefix'>): string =>
  `work-${worktreeKey}-${short(prefix)}.json`;

const short = (text: string): string => crc32(text).toString(36);

/** The state of this work tree as it was kept; undefined when there is none that is of use. */
export function readWorkState(project: Where): WorkState | undefined {
  try {
    const text = readPlain(join(folderOf(project), stateName(project)), MOST_CACHE)?.text ?? '';
    const end = text.lastIndexOf('\n');
    const body = text.slice(0, end);
    // A sum at the end: a file that a power cut left half written does not pass for a small one.
    if (end < 0 || text.slice(end + 1) !== short(body)) return undefined;
    const state = JSON.parse(body) as WorkState;
    return state.key === cacheKey(project) && state.top === project.top ? state : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the state, given as JSON. A repository that cannot be written is no fault: it is only slower. */
export async function writeWorkState(project: Where, body: string): Promise<void> {
  await quietly(async () => {
    const file = localFile(project, 'cache', stateName(project));
    await atomicWrite(file, `${body}\n${short(body)}`, { mode: 0o600, durable: false });
  });
}

// A handoff asks three times for the same rows, of which there may be megabytes.
const read = new Map<string, RowTable>();

/** A table by its file's name, which says what is in it; undefined when it is not there or not whole. */
export function readTable(project: Where, name: string): RowTable | undefined {
  const file = join(folderOf(project), name);
  const known = read.get(file);
  if (known) return known;
  try {
    const table = openTable(file);
    if (table?.about['key'] !== cacheKey(project)) return undefined;
    read.set(file, table);
    return table;
  } catch {
    return undefined;
  }
}

/** The newest table of any work tree of the clone: a good start for one that has none. */
export function newestTable(project: Where): { name: string; table: RowTable } | undefined {
  for (const name of tableNames(project)) {
    const table = readTable(project, name);
    if (table) return { name, table };
  }
  return undefined;
}

/** A table's name is made of what is in it. */
export const tableNameOf = (project: Where, commit: string): string =>
  `rows-${commit.slice(0, 12)}-${short(cacheKey(project))}.table`;

/** Keeps a table under its name, and clears away those that no work tree builds on. */
export async function writeTable(project: Where, name: string, { head, rows }: TableBytes): Promise<void> {
  await quietly(async () => {
    await atomicWrite(localFile(project, 'cache', name), [head, ...rows], { mode: 0o600, durable: false });
    clearAway(project, name);
  });
}

function tableNames(project: Where): string[] {
  const folder = folderOf(project);
  try {
    return readdirSync(folder)
      .filter((name) => name.startsWith('rows-') && name.endsWith('.table'))
      .map((name) => ({ name, time: statSync(join(folder, name)).mtimeMs }))
      .sort((a, b) => b.time - a.time)
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

// Kept: the new one, those that a state names, and the newest besides, which somebody may just have made.
function clearAway(project: Where, fresh: string): void {
  const folder = folderOf(project);
  const states = readdirSync(folder).filter((name) => name.startsWith('work-') && name.endsWith('.json'));
  const used = new Set([fresh, ...states.map((name) => tableNamedIn(join(folder, name)))]);
  for (const name of tableNames(project).slice(2)) {
    if (!used.has(name)) rmSync(join(folder, name), { force: true });
  }
}

const tableNamedIn = (file: string): string =>
  /"table":"([^"]+)"/.exec(readPlain(file, MOST_CACHE)?.text ?? '')?.[1] ?? '';

async function quietly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch {
    // Read-only, full, or locked by a virus scanner: the next run works it out again.
  }
}
