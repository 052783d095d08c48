import type { Kind } from '../record/kinds.ts';
import { isOurs } from '../store/derived.ts';
import type { Project } from '../store/project.ts';
import { rowSet, type RowSet } from '../store/row-set.ts';
import { committedRows } from '../store/rows.ts';
import type { Row } from '../work/row.ts';
import { sessionLog } from '../work/session-log.ts';
import { toRow, toRowFully } from '../work/to-row.ts';
import { indexEdits } from './index-edits.ts';
import type { Base, PlannedFile } from './plan.ts';
import { recounted } from './recounted.ts';

type Place = Pick<Project, 'layout' | 'root' | 'top' | 'prefix' | 'repo' | 'local' | 'worktreeKey'>;

/** Rows of a change's own records, by path. */
export type KnownRows = Map<string, { readonly text: string; readonly row: Row }>;

async function rowOf(path: string, kind: Kind, text: string, known: KnownRows): Promise<Row> {
  const before = known.get(path);
  if (before?.text === text) return before.row;
  const row = toRow(path, kind, text) ?? (await toRowFully(path, kind, text));
  known.set(path, { text, row });
  return row;
}

/**
 * The derived text that a change of records asks for: the index pages that read differently with it (a plan's also
 * where only one of its workstreams has got further), and the Session Log of each workstream that its sessions name or named. Made from the committed records and
 * the change's own, never from what lies about in the work tree.
 */
export async function deriveText(
  project: Place,
  { commit, files, read }: Base,
  known: KnownRows = new Map(),
): Promise<PlannedFile[]> {
  const now: Row[] = [];
  const changed = new Set<string>();
  for (const [path, text] of files) {
    const kind = project.layout.kindOfPath(path);
    if (kind === undefined) continue;
    changed.add(path);
    if (text !== null) now.push(await rowOf(path, kind, text, known));
  }
  if (changed.size === 0) return [];
  const kindsHere = new Set([...changed].flatMap((path) => project.layout.kindOfPath(path) ?? []));
  const beside = kindsHere.has('workstream') && !kindsHere.has('plan') ? (['plan'] as const) : [];
  const [before, indexes] = await Promise.all([
    commit === null ? rowSet(undefined) : committedRows(project, commit),
    Promise.all(
      [...kindsHere, ...beside].map(
        async (kind) => [kind, await indexState(project, commit, kind, read)] as const,
      ),
    ),
  ]);
  const { progressOf, plans } = recounted(before, changed, now);
  const pages = indexes.flatMap(([kind, state]) => {
    // Of plans that stay as they are there is news only where there is an index of them.
    if (state === 'foreign' || (state === 'none' && !kindsHere.has(kind))) return [];
    const dir = project.layout.indexDir(kind);
    const news = kind === 'plan' ? plans : [];
    const paths = new Set([...changed, ...news.map(({ path }) => path)]);
    // Where there is no index yet, the pages for older months are missing as well, and INDEX.md links to them.
    const edits = indexEdits(kind, before, paths, [...now, ...news], dir, state === 'none', progressOf);
    return [
      ...edits.pages.map(({ file, text }) => derived(`${dir}/${file}`, { op: 'index', text }, 'any')),
      ...edits.gone.map((file) => derived(`${dir}/${file}`, { op: 'remove' }, 'present')),
    ];
  });
  return [...pages, ...logEdits(before, changed, now)];
}

const derived = (path: string, edit: PlannedFile['edit'], expect: PlannedFile['expect']): PlannedFile => ({
  path,
  edit,
  expect,
  derived: true,
});

/** Whether a kind has an index in a commit, and whether it is canon's to write. */
async function indexState(
  project: Place,
  commit: string | null,
  kind: Kind,
  read: Base['read'],
): Promise<'none' | 'ours' | 'foreign'> {
  if (commit === null) return 'none';
  const path = `${project.layout.indexDir(kind)}/INDEX.md`;
  const have = await (read ? read(path) : readCommitted(project, commit, path));
  if (have === null || have.trim() === '') return 'none';
  return isOurs({ path, want: undefined, have }) ? 'ours' : 'foreign';
}

async function readCommitted({ repo, prefix }: Place, commit: string, path: string): Promise<string | null> {
  const { code, stdout } = await repo.git.run(['cat-file', 'blob', `${commit}:${prefix}${path}`], {
    ok: [0, 1, 128],
  });
  return code === 0 ? stdout : null;
}

function logEdits(before: RowSet, changed: ReadonlySet<string>, now: readonly Row[]): PlannedFile[] {
  const old = [...changed].flatMap((path) => before.at(path) ?? []).filter(({ kind }) => kind === 'session');
  const touched = new Set(
    [...old, ...now].flatMap(({ kind, workstream }) =>
      kind === 'session' && workstream ? [workstream] : [],
    ),
  );
  if (touched.size === 0) return [];
  const own = now.filter(({ kind }) => kind === 'workstream');
  const stays = ({ path }: Row): boolean => !changed.has(path);
  const workstreams = before
    .having('kind', 'workstream')
    .filter((row) => touched.has(row.id) && !row.fault && stays(row));
  return [...workstreams, ...own.filter(({ id, fault }) => !fault && touched.has(id))].map((workstream) => {
    const sessions = [...before.having('workstream', workstream.id).filter(stays), ...now];
    const add = sessionLog(sessions, workstream);
    const kept = new Set(add.map(({ id }) => id));
    const remove = old.flatMap(({ id }) => (kept.has(id) ? [] : [id]));
    const edit = remove.length === 0 ? { op: 'log' as const, add } : { op: 'log' as const, add, remove };
    return derived(workstream.path, edit, 'present');
  });
}
