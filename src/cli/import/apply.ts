import { applyPlanOn } from '../../change/apply.ts';
import { deriveHere } from '../../change/derive-here.ts';
import type { Footing } from '../../change/footing.ts';
import type { ChangePlan } from '../../change/plan.ts';
import { applyDiagnostics } from '../../change/tell.ts';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import { CanonError } from '../../fault/error.ts';
import type { ImportPlan } from '../../import/plan/plan.ts';
import { makeGuard } from '../../secrets/guard.ts';
import type { Project } from '../../store/project.ts';
import type { World } from '../../world.ts';
import type { Progress } from '../command.ts';
import { findingsOf, inspectImport } from './suspects.ts';

export interface ApplyImport {
  readonly commit: boolean;
  /** What the plan stands on. */
  readonly footing: Footing;
  /** Fingerprints of `--allow-secret`. */
  readonly allowed: readonly string[];
  /** Files that become records where they are, and that HEAD does not have. */
  readonly uncommitted: readonly string[];
  readonly progress: Progress;
}

export interface Applied {
  readonly commit: string | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly exit: 0 | 1 | 2;
}

/**
 * Looks for secrets in all that is about to be written, and then writes and commits it. A secret stops it before anything
 * is changed.
 * @throws E_IMPORT_MOVED where something else was committed since it was planned
 */
export async function applyImport(
  project: Project,
  world: World,
  plan: ImportPlan & { readonly change: ChangePlan },
  { commit, footing, allowed, uncommitted, progress }: ApplyImport,
): Promise<Applied> {
  const { change } = plan;
  const guard = makeGuard(project.config.secrets, allowed, []);
  progress.say('Looking for secrets');
  const files = await inspectImport(project, plan, guard, uncommitted);
  const secrets = findingsOf(guard, plan);
  if (secrets.some(({ severity }) => severity === 'error')) {
    return { commit: null, diagnostics: secrets, exit: 2 };
  }
  const commits = commit && uncommitted.length === 0;
  progress.say(commits ? 'Committing' : 'Writing');
  // What is derived repeats what is in the records.
  const own = new Set([...files, ...change.files].map(({ path }) => path));
  const inspect: typeof guard.inspect = (all) => guard.inspect(all.filter(({ path }) => own.has(path)));
  const applied = await applyPlanOn(
    footing,
    project,
    world,
    { ...change, files: [...files, ...change.files] },
    { commit: commits, derive: deriveHere(project), inspect },
  );
  if (!applied) throw new CanonError('E_IMPORT_MOVED');
  const { notCommitted, skipped } = applied;
  const left = commit ? uncommitted : [];
  const failed = notCommitted !== undefined && !['asked', 'nothing'].includes(notCommitted.reason);
  return {
    commit: applied.commit,
    diagnostics: [
      ...secrets,
      ...applyDiagnostics(applied),
      ...left.map((path): Diagnostic => ({
        code: 'change-uncommitted',
        severity: 'warning',
        path,
        args: { path, why: 'uncommitted' },
      })),
    ],
    exit: failed || skipped.length > 0 || left.length > 0 ? 1 : 0,
  };
}

/** What the same import would be refused for, and nothing written: a plan that has to be changed is one with findings. */
export async function tryImport(
  project: Project,
  plan: ImportPlan,
  { allowed, uncommitted, progress }: Pick<ApplyImport, 'allowed' | 'uncommitted' | 'progress'>,
): Promise<Applied> {
  const guard = makeGuard(project.config.secrets, allowed, []);
  progress.say('Looking for secrets');
  await inspectImport(project, plan, guard, uncommitted);
  const diagnostics = findingsOf(guard, plan, true);
  const stops = diagnostics.some(({ severity }) => severity === 'error');
  return { commit: null, diagnostics, exit: stops ? 1 : 0 };
}
