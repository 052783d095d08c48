import type { Project } from '../store/project.ts';
import { committedRows } from '../store/rows.ts';
import { changedIndexPages, indexPages } from '../work/index-pages.ts';
import type { Kind } from '../record/kinds.ts';
import type { Row } from '../work/row.ts';
import { sessionLog } from '../work/session-log.ts';
import { toRow, toRowFully } from '../work/to-row.ts';
import type { Base, PlannedFile } from './plan.ts';

type Place = Pick<
  Project,
  'config' | 'layout' | 'root' | 'top' | 'prefix' | 'repo' | 'local' | 'worktreeKey'
>;

/** True where derived text is written: `derived` in the config, by default on the default branch alone. */
export function writesDerived(
  project: Pick<Project, 'config'>,
  branch: string | null,
  defaultBranch: string | null,
): boolean {
  const { derived } = project.config;
  return (
    derived === 'always' || (derived === 'default-branch' && branch !== null && branch === defaultBranch)
  );
}

/**
 * The derived text that a change of records asks for: the index pages that read differently with it, and
 * the Session Log of each workstream that its sessions name or named. Made from the committed records and
 * the change's own, never from what lies about in the work tree.
 */
export async function deriveText(project: Place, { commit, files, has }: Base): Promise<PlannedFile[]> {
  const before = commit === null ? [] : (await committedRows(project, commit)).all();
  const changed = new Map<string, Row | null>();
  for (const [path, text] of files) {
    const kind = project.layout.kindOfPath(path);
    if (kind === undefined) continue;
    changed.set(
      path,
      text === null ? null : (toRow(path, kind, text) ?? (await toRowFully(path, kind, text))),
    );
  }
  if (changed.size === 0) return [];
  const old = before.filter(({ path }) => changed.has(path));
  const now = [...changed.values()].filter((row) => row !== null);
  const after = [...before.filter(({ path }) => !changed.has(path)), ...now];
  const kinds = new Set([...old, ...now].map(({ kind }) => kind));
  const pages = await Promise.all(
    [...kinds].map((kind) => indexEdits(project, kind, { commit, has }, before, after)),
  );
  return [...pages.flat(), ...logEdits(after, old, now)];
}

async function indexEdits(
  project: Place,
  kind: Kind,
  { commit, has }: Pick<Base, 'commit' | 'has'>,
  before: readonly Row[],
  after: readonly Row[],
): Promise<PlannedFile[]> {
  const dir = project.layout.indexDir(kind);
  const first = `${dir}/INDEX.md`;
  // Where there is no index yet, the pages for older months are missing as well, and INDEX.md links to them.
  const known = commit !== null && (await (has ?? ((path) => exists(project, commit, path)))(first));
  const { pages, gone } = known
    ? changedIndexPages(kind, before, after, { dir })
    : { pages: indexPages(kind, after, { dir }), gone: [] };
  return [
    ...pages.map(({ file, text }): PlannedFile => ({
      path: `${dir}/${file}`,
      edit: { op: 'index', text },
      expect: 'any',
      derived: true,
    })),
    ...gone.map((file): PlannedFile => ({
      path: `${dir}/${file}`,
      edit: { op: 'remove' },
      expect: 'present',
      derived: true,
    })),
  ];
}

async function exists(project: Place, commit: string, path: string): Promise<boolean> {
  const { code } = await project.repo.git.run(['cat-file', '-e', `${commit}:${project.prefix}${path}`], {
    ok: [0, 1, 128],
  });
  return code === 0;
}

function logEdits(after: readonly Row[], old: readonly Row[], now: readonly Row[]): PlannedFile[] {
  const touched = new Set(
    [...old, ...now].flatMap((row) => (row.workstream === undefined ? [] : [row.workstream])),
  );
  const edits: PlannedFile[] = [];
  for (const workstream of after) {
    if (workstream.kind !== 'workstream' || workstream.fault || !touched.has(workstream.id)) continue;
    const add = sessionLog(after, workstream);
    const kept = new Set(add.map(({ id }) => id));
    const remove = old
      .filter((row) => row.workstream === workstream.id && !kept.has(row.id))
      .map(({ id }) => id);
    edits.push({
      path: workstream.path,
      edit: { op: 'log', add, ...(remove.length === 0 ? {} : { remove }) },
      expect: 'present',
      derived: true,
    });
  }
  return edits;
}
