import { closeSync, openSync, readSync } from 'node:fs';
import { readFile, rm, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { atomicWrite } from '../store/atomic.ts';
import type { CommitMessage, PlannedFile } from './plan.ts';
import type { ChangeProject } from './project.ts';

// What each of canon's commits did, as edits, kept until it is pushed: a replay makes the edits again on
// the remote's version instead of merging text, which conflicts on neighbouring lines.

export interface KeptPlan {
  readonly message: CommitMessage;
  readonly files: readonly PlannedFile[];
}

/** More than anybody leaves unpushed; beyond it the lists of files are worth more than the replay. */
const KEPT = 256;

const folderOf = (project: ChangeProject): string => join(project.local, 'unpushed');

/** Keeps the edits of a commit; of one that amends another, what both did. */
export async function keepPlan(
  project: ChangeProject,
  commit: string,
  plan: KeptPlan,
  replaces: string | null,
): Promise<void> {
  const before = replaces === null ? undefined : await keptPlan(project, replaces);
  if (replaces !== null && !before) return;
  const files = before ? merge(before.files, plan.files) : plan.files;
  const kept: KeptPlan = { ...plan, files: files.map(withoutText) };
  const paths = [...new Set(kept.files.map(({ path }) => path))];
  const text = `${JSON.stringify({ paths, ...kept })}\n`;
  await atomicWrite(join(folderOf(project), `${commit}.json`), text, { mode: 0o600, durable: false });
  if (replaces !== null) await forgetPlans(project, [replaces]);
  const names = await readdir(folderOf(project));
  if (names.length > KEPT)
    await forgetPlans(
      project,
      names.slice(0, KEPT / 2).map((name) => name.slice(0, -5)),
    );
}

/** The edits of a commit, if they are still known. */
export async function keptPlan(project: ChangeProject, commit: string): Promise<KeptPlan | undefined> {
  const text = await readFile(join(folderOf(project), `${commit}.json`), 'utf8').catch(() => '');
  try {
    return JSON.parse(text) as KeptPlan;
  } catch {
    return undefined;
  }
}

/** More than the paths of a handoff take. */
const HEAD = 8192;
const PATHS = /^\{"paths":(\[(?:"(?:[^"\\]|\\.)*",?)*\])/;

/** The paths alone, from the beginning of the file: what was written to them may be long. */
export function keptPaths(project: ChangeProject, commit: string): string[] | undefined {
  let fd: number | undefined;
  try {
    fd = openSync(join(folderOf(project), `${commit}.json`), 'r');
    const head = Buffer.alloc(HEAD);
    const text = head.toString('utf8', 0, readSync(fd, head, 0, HEAD, 0));
    const found = PATHS.exec(text)?.[1];
    return found === undefined ? undefined : (JSON.parse(found) as string[]);
  } catch {
    return undefined;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** Forgets what is pushed. */
export async function forgetPlans(project: ChangeProject, commits: readonly string[]): Promise<void> {
  await Promise.all(commits.map((commit) => rm(join(folderOf(project), `${commit}.json`), { force: true })));
}

/** A text that is written whole is in the commit; a replay takes it from there. */
const withoutText = (file: PlannedFile): PlannedFile =>
  file.edit.op === 'write' ? { ...file, edit: { op: 'write', text: '' } } : file;

/** The edits of a commit and of its correction: a text written whole again takes the place of the first. */
function merge(before: readonly PlannedFile[], after: readonly PlannedFile[]): PlannedFile[] {
  const rewritten = new Set(after.filter(({ edit }) => edit.op === 'write').map(({ path }) => path));
  const expects = new Map(before.map(({ path, expect }) => [path, expect]));
  return [
    ...before.filter(({ path }) => !rewritten.has(path)),
    ...after.map((file) => ({ ...file, expect: expects.get(file.path) ?? file.expect })),
  ];
}
