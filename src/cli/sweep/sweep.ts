import { CanonError } from '../../fault/error.ts';
import { readHead } from '../../git/head.ts';
import { operationInProgress } from '../../git/operation.ts';
import { whoami } from '../../identity/whoami.ts';
import { withLock } from '../../store/lock.ts';
import type { Project } from '../../store/project.ts';
import type { World } from '../../world.ts';
import type { Outcome, Progress } from '../command.ts';
import { runImport } from '../import/run-import.ts';

export interface SweepRequest {
  readonly operator: string | undefined;
  /** Milliseconds. */
  readonly idle: number;
  readonly dryRun: boolean;
  readonly commit: boolean;
  readonly progress: Progress;
}

/** Why a sweep did nothing. */
type Idle = 'busy' | 'moved' | 'detached' | 'rebase' | 'am' | 'merge' | 'cherry-pick' | 'revert' | 'bisect';

/**
 * Makes records of the sessions that nobody has handed off. Where somebody is in the middle of something, or another
 * sweep is at work, the next one does it.
 * @throws E_OPERATOR_UNKNOWN, and what an import throws
 */
export async function sweep(project: Project, world: World, request: SweepRequest): Promise<Outcome> {
  const { operator, idle, dryRun, commit, progress } = request;
  // Nobody is there to be asked whose the records are.
  await whoami(project, world, operator);
  const midway = commit && !dryRun ? await inTheMidst(project) : undefined;
  if (midway !== undefined) return nothing(midway);
  const run = (): Promise<Outcome> =>
    runImport(project, world, {
      source: 'transcripts',
      paths: [],
      map: undefined,
      operator,
      normalize: false,
      history: false,
      commit,
      dryRun,
      verify: false,
      allowed: [],
      idle,
      progress,
    });
  if (dryRun) return quiet(await run());
  try {
    return quiet(await withLock(project, 'sweep', run, { timeout: 0 }));
  } catch (error) {
    if (error instanceof CanonError && error.code === 'E_LOCK_TIMEOUT' && error.data['name'] === 'sweep')
      return nothing('busy');
    // Somebody has committed meanwhile: the next sweep looks anew.
    if (error instanceof CanonError && error.code === 'E_IMPORT_MOVED') return nothing('moved');
    throw error;
  }
}

async function inTheMidst({ repo }: Project): Promise<Idle | undefined> {
  const [head, operation] = await Promise.all([readHead(repo), operationInProgress(repo)]);
  return operation ?? (head.branch === null ? 'detached' : undefined);
}

const nothing = (why: Idle): Outcome => ({
  data: { items: [], lost: [], commit: null, report: null, passed: 0, why },
  diagnostics: [{ code: 'sweep-later', severity: 'info', args: { why } }],
  exit: 0,
  human: () => '',
});

/** A line in a log for each quarter of an hour in which nothing was to be done helps nobody. */
function quiet(outcome: Outcome): Outcome {
  const { items } = outcome.data as { readonly items: readonly { readonly action: string }[] };
  const isNew = items.some(({ action }) => action !== 'same' && action !== 'skip');
  return isNew || (outcome.exit ?? 0) !== 0 ? outcome : { ...outcome, human: () => '' };
}
