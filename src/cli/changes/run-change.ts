import { applyPlan } from '../../change/apply.ts';
import { inspectBytes } from '../../change/bytes.ts';
import { type ChangedLine, changedLines } from '../../change/changed-lines.ts';
import { deriveHere } from '../../change/derive-here.ts';
import { editAll } from '../../change/edit-version.ts';
import type { ChangePlan, TextEdit } from '../../change/plan.ts';
import { type Preview, previewPlan } from '../../change/preview.ts';
import { readWork, targetOf, textOf } from '../../change/project.ts';
import { applyDiagnostics } from '../../change/tell.ts';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import { makeGuard } from '../../secrets/guard.ts';
import type { Project } from '../../store/project.ts';
import type { World } from '../../world.ts';
import type { Progress } from '../command.ts';

export interface ChangeOptions {
  readonly dryRun: boolean;
  /** False leaves the change in the work tree. */
  readonly commit: boolean;
  readonly progress?: Progress;
}

/** What became of a change of records. */
export interface ChangeOutcome {
  /** Lines of records as people see them in the work tree; derived text is left out. */
  readonly changed: readonly ChangedLine[];
  /** Null where nothing was committed. */
  readonly commit: string | null;
  readonly subject: string;
  readonly dryRun: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** 1: done, but not committed where it should have been; 2: there is a secret in it, and nothing was done. */
  readonly exit: 0 | 1 | 2;
}

/**
 * Carries a change of records out: looks for secrets in what it adds, makes its edits in HEAD, index and work tree, and
 * commits exactly these and what is derived from them. A file that git does not have yet, and that people have written
 * in since, cannot be committed without their lines: the whole change then stands in the work tree alone. Nothing is
 * pushed. With `dryRun` nothing is written.
 * @throws what `applyPlan` throws
 */
export async function runChange(
  project: Project,
  world: World,
  plan: ChangePlan,
  { dryRun, commit, progress }: ChangeOptions,
): Promise<ChangeOutcome> {
  const derive = deriveHere(project);
  const guard = makeGuard(project.config.secrets, [], []);
  const [preview, changed] = await Promise.all([
    previewPlan(project, plan, { derive }),
    linesOf(project, plan),
  ]);
  await guard.inspect(addedIn(preview));
  await inspectBytes(plan.files, guard.inspect);
  const secrets = guard.diagnostics();
  const outcome = { changed, subject: plan.commit.subject, dryRun };
  if (secrets.length > 0) {
    const told = secrets.map((one): Diagnostic => ({ ...one, code: 'change-secret' }));
    return { ...outcome, changed: [], commit: null, diagnostics: told, exit: 2 };
  }
  if (dryRun) return { ...outcome, commit: null, diagnostics: [], exit: 0 };
  const apart = preview.skipped.filter(({ where }) => where === 'commit');
  const commits = commit && apart.length === 0;
  progress?.say(commits ? 'Committing' : 'Writing');
  const applied = await applyPlan(project, world, plan, { commit: commits, derive, inspect: guard.inspect });
  const { notCommitted } = applied;
  const left = commit ? apart : [];
  const failed = notCommitted !== undefined && !['asked', 'nothing'].includes(notCommitted.reason);
  return {
    ...outcome,
    commit: applied.commit,
    diagnostics: [
      ...applyDiagnostics(applied),
      ...left.map(({ path, why }): Diagnostic => ({
        code: 'change-uncommitted',
        severity: 'warning',
        path,
        args: { path, why },
      })),
    ],
    exit: failed || applied.skipped.length > 0 ? 1 : 0,
  };
}

// Once: what is derived repeats what is in the records.
const addedIn = ({ files }: Preview): { path: string; text: string; before: string | null }[] =>
  files.flatMap(({ path, before, after, derived }) =>
    after === null || derived ? [] : [{ path, text: after, before }],
  );

/** What the plan's own edits do to the files that people have before them. */
async function linesOf(project: Project, { files }: ChangePlan): Promise<ChangedLine[]> {
  const edits = new Map<string, TextEdit[]>();
  for (const { path, edit } of files) {
    if (edit.op === 'bytes') continue;
    const known = edits.get(path);
    if (known) known.push(edit);
    else edits.set(path, [edit]);
  }
  const lines = await Promise.all(
    [...edits].map(async ([path, own]) => {
      const work = await readWork(await targetOf(project, path));
      const before = work.is === 'file' ? (textOf(work.bytes) ?? null) : null;
      return changedLines(path, before, await editAll(own, before, before));
    }),
  );
  return lines.flat();
}
