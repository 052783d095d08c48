import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultBranch } from '../git/branch.ts';
import { readHead } from '../git/head.ts';
import { KINDS } from '../record/kinds.ts';
import { absent } from './atomic.ts';
import type { Project } from './project.ts';
import { readRecord } from './read.ts';
import { applyEdit } from '../work/apply-edit.ts';
import { readBody } from '../work/document.ts';
import { indexPages } from '../work/index-pages.ts';
import type { Row } from '../work/row.ts';
import { isLogOf, sessionLog, writtenLines } from '../work/session-log.ts';
import { mayConflict } from '../record/conflict-markers.ts';
import { splitDocument } from '../record/document.ts';

/** Whether derived text is written here, and why not. */
export interface DerivedState {
  readonly due: boolean;
  /** `never`: the configuration says so. `branch`: this is not the default branch. */
  readonly reason?: 'never' | 'branch';
  readonly branch: string | null;
  readonly defaultBranch: string | null;
}

/** Derived text is written on the default branch only, so that branches do not conflict in it. */
export async function derivedState(project: Project): Promise<DerivedState> {
  const { repo, config } = project;
  const [head, main] = await Promise.all([readHead(repo), defaultBranch(repo, config.default_branch)]);
  const state = { branch: head.branch, defaultBranch: main };
  if (config.derived === 'never') return { ...state, due: false, reason: 'never' };
  if (config.derived === 'always' || head.branch === main) return { ...state, due: true };
  return { ...state, due: false, reason: 'branch' };
}

/** A derived file as it should be. */
export interface DerivedPage {
  readonly path: string;
  readonly text: string;
}

/** The index pages of every kind, as the records say. */
export function derivedPages(project: Project, rows: readonly Row[]): DerivedPage[] {
  return KINDS.flatMap((kind) => {
    const dir = project.layout.indexDir(kind);
    return indexPages(kind, rows, { dir }).map(({ file, text }) => ({ path: `${dir}/${file}`, text }));
  });
}

/** A derived file: as it should be (undefined: it should go), and as it is (undefined: not there). */
export interface DerivedFile {
  readonly path: string;
  readonly want: string | undefined;
  readonly have: string | undefined;
}

/** Every derived file and block of the project, with what the records say should stand there. */
export async function derivedFiles(project: Project, rows: readonly Row[]): Promise<DerivedFile[]> {
  const pages = derivedPages(project, rows);
  const known = new Set(pages.map(({ path }) => path));
  const gone = (await indexFilesHere(project)).filter((path) => !known.has(path));
  const files: DerivedFile[] = await Promise.all(
    [...pages, ...gone.map((path) => ({ path, text: undefined }))].map(async ({ path, text }) => ({
      path,
      want: text,
      have: await readRecord(project, path),
    })),
  );
  const workstreams = rows.filter((row) => row.kind === 'workstream');
  const sessions = sessionsByWorkstream(rows);
  for (const row of workstreams) {
    const have = await (row.fault
      ? readRecord(project, row.path).catch(() => undefined)
      : readRecord(project, row.path));
    // A link out of the repository, say, is told of elsewhere, and is no reason to look at no other. What a merge has left is repaired first, and where the frontmatter cannot be read nothing else is done.
    if (have === undefined || (row.fault !== undefined && !mayConflict(have))) continue;
    const whole = await repaired(have);
    const log = sessions.get(row.id) ?? [];
    files.push({ path: row.path, want: row.fault ? whole : await withLog(whole, log, row), have });
  }
  // A kind that nobody uses yet needs no index.
  const used = new Set(rows.filter((row) => !row.stub).map((row) => project.layout.indexDir(row.kind)));
  return files.filter(
    ({ path, have }) => have !== undefined || used.has(path.slice(0, path.lastIndexOf('/'))),
  );
}

const repaired = async (text: string): Promise<string> =>
  mayConflict(text) ? (await import('../work/merge/repair.ts')).repairRecord(text) : text;

/** Whether a merge has left conflicts in a derived file as it is. */
export const isConflicted = ({ have }: DerivedFile): boolean => have !== undefined && mayConflict(have);

// Once for all of them: each looking through every record is workstreams times sessions.
function sessionsByWorkstream(rows: readonly Row[]): ReadonlyMap<string, Row[]> {
  const sessions = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.kind !== 'session' || row.workstream === undefined) continue;
    const known = sessions.get(row.workstream);
    if (known) known.push(row);
    else sessions.set(row.workstream, [row]);
  }
  return sessions;
}

/** The workstream's file with the Session Log that the records say; people's own lines in it stay. */
async function withLog(text: string, sessions: readonly Row[], workstream: Row): Promise<string> {
  const add = sessionLog(sessions, workstream);
  const known = new Set(add.map(({ id }) => id));
  const body = await readBody('workstream', splitDocument(text).body);
  if (isLogOf(body, add)) return text;
  // A line of a session that is gone, or that names another workstream now.
  const remove = writtenLines(body).flatMap(({ id }) => (known.has(id) ? [] : [id]));
  return add.length === 0 && remove.length === 0 ? text : applyEdit({ op: 'log', add, remove }, text);
}

/** The index pages that are there, wanted or not. */
export async function indexFilesHere(project: Project): Promise<string[]> {
  const found = await Promise.all(
    KINDS.map(async (kind) => {
      const dir = project.layout.indexDir(kind);
      const names = (await readdir(join(project.root, dir)).catch(absent)) ?? [];
      return names.filter((name) => INDEX_NAME.test(name)).map((name) => `${dir}/${name}`);
    }),
  );
  return found.flat();
}

const INDEX_NAME = /^INDEX(?:-\d{4}-\d{2})?\.md$/;
const MARK = 'Derived from the records in this folder by `canon index`';

/**
 * Whether a derived file may be replaced: an INDEX.md that somebody wrote by hand, before canon came, is
 * not canon's to overwrite. Of other files only the derived block changes.
 */
export function isOurs({ path, have }: DerivedFile): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return have === undefined || have.trim() === '' || !INDEX_NAME.test(name) || have.includes(MARK);
}

/** Whether a path (relative to the project's root) is an index page. */
export const isIndexPage = ({ layout }: Pick<Project, 'layout'>, path: string): boolean => {
  const slash = path.lastIndexOf('/');
  return (
    INDEX_NAME.test(path.slice(slash + 1)) &&
    KINDS.some((kind) => layout.indexDir(kind) === path.slice(0, slash))
  );
};
