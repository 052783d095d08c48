import type { Kind } from '../record/kinds.ts';
import { KINDS } from '../record/kinds.ts';
import { applyEdit } from './apply-edit.ts';
import { readBody } from './document.ts';
import { splitDocument } from '../record/document.ts';
import type { Edit } from './edit.ts';
import { indexPages } from './index-pages.ts';
import type { Row } from './row.ts';
import { sessionLog, writtenLines } from './session-log.ts';

/** A file whose derived text does not say what the records say. */
export interface DerivedChange {
  /** Relative to the project's root. */
  readonly path: string;
  /** What brings it up to date, in any version of the file. */
  readonly edit: Extract<Edit, { op: 'index' | 'log' }>;
  /** As it is; undefined where it is not there. */
  readonly before: string | undefined;
  readonly after: string;
}

/** Reads a file of the same version that the rows come from; undefined where there is none. */
export type ReadText = (path: string) => Promise<string | undefined>;

/**
 * Everything derived that has to change so that it follows from `rows`: INDEX pages of every kind that has a
 * record or an index already, and the Session Logs of workstreams. Empty when all is current.
 */
export async function derivedChanges(
  rows: readonly Row[],
  dirs: Readonly<Record<Kind, string>>,
  read: ReadText,
): Promise<DerivedChange[]> {
  const perKind = await Promise.all(KINDS.map((kind) => indexChanges(kind, rows, dirs[kind], read)));
  return [...perKind.flat(), ...(await logChanges(rows, read))];
}

async function indexChanges(
  kind: Kind,
  rows: readonly Row[],
  dir: string,
  read: ReadText,
): Promise<DerivedChange[]> {
  const pages = indexPages(kind, rows, { dir });
  const used = rows.some((row) => row.kind === kind && !row.stub);
  const changes = pages.map(async ({ file, text }): Promise<DerivedChange[]> => {
    const path = `${dir}/${file}`;
    const before = await read(path);
    // A folder that nobody uses yet needs no index.
    if (before === text || (before === undefined && !used)) return [];
    return [{ path, edit: { op: 'index', text }, before, after: text }];
  });
  return (await Promise.all(changes)).flat();
}

async function logChanges(rows: readonly Row[], read: ReadText): Promise<DerivedChange[]> {
  const named = new Set(rows.filter((row) => row.kind === 'session').map((row) => row.workstream));
  const workstreams = rows.filter((row) => row.kind === 'workstream' && !row.fault);
  const changes = workstreams.map(async (row): Promise<DerivedChange[]> => {
    const before = await read(row.path);
    if (before === undefined) return [];
    const add = named.has(row.id) ? sessionLog(rows, row) : [];
    const written = before.includes('Session Log')
      ? writtenLines(await readBody('workstream', splitDocument(before).body))
      : [];
    const remove = written.map((line) => line.id).filter((id) => !add.some((line) => line.id === id));
    if (add.length === 0 && remove.length === 0) return [];
    const edit = { op: 'log', add, remove } as const;
    const after = await applyEdit(edit, before);
    return after === before ? [] : [{ path: row.path, edit, before, after }];
  });
  return (await Promise.all(changes)).flat();
}
