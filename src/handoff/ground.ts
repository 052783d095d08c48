import { deriveHere } from '../change/derive-here.ts';
import { type Footing, footingOf } from '../change/footing.ts';
import type { Derive } from '../change/plan.ts';
import { defaultBranch, upstreamOf } from '../git/branch.ts';
import { resolveCommit } from '../git/head.ts';
import type { CommitSummary } from '../git/describe-commits.ts';
import { type Objects, openObjects, remembering } from '../git/objects.ts';
import type { Status } from '../git/status.ts';
import { disagreements, type Disagreement } from '../identity/evidence.ts';
import { loadOperators, type Operators } from '../identity/operators.ts';
import { whoami, type Who } from '../identity/whoami.ts';
import { look } from '../store/look.ts';
import type { Project } from '../store/project.ts';
import type { RowSet } from '../store/row-set.ts';
import { readRows } from '../store/rows.ts';
import type { World } from '../world.ts';
import { startHistory } from './facts.ts';

/** What a handoff stands on, being read while the draft is. */
export interface Ground {
  readonly project: Project;
  readonly who: Who;
  readonly operators: Operators;
  /** HEAD, and what else tells whether anything has landed since. */
  readonly footing: Footing;
  readonly signs: Promise<Disagreement[]>;
  readonly rows: Promise<RowSet>;
  readonly status: Promise<Status>;
  readonly history: Promise<CommitSummary[]>;
  /** A git that reads objects for as long as the handoff takes. */
  readonly objects: Objects;
  /** Makes derived text, on the branch that it is written on. */
  readonly derive: Derive;
}

/**
 * Starts everything that a handoff has to know of the repository, side by side. Whoever asks closes `objects`.
 * @throws E_OPERATOR_UNKNOWN, E_OPERATORS_…
 */
export async function startGround(
  project: Project,
  world: Pick<World, 'env'>,
  operator: string | undefined,
  derive: Derive,
): Promise<Ground> {
  const footing = footingOf(project);
  // Looking takes this process a while: every git is at work by then.
  const objects = remembering(openObjects(project.repo));
  const reading = readGround(project, footing);
  try {
    const [operators, who] = await Promise.all([loadOperators(project), whoami(project, world, operator)]);
    const signs = who.source === 'flag' ? Promise.resolve([]) : disagreements(project, world, who);
    signs.catch(() => {});
    return { project, who, operators, footing: await footing, signs, objects, derive, ...reading };
  } catch (error) {
    objects.close();
    throw error;
  }
}

/** The same ground after somebody else has landed on it: what may be another now is read anew. */
export async function lookAgain(ground: Ground): Promise<Ground> {
  const { project } = ground;
  const footing = footingOf(project);
  const reading = readGround(project, footing);
  return { ...ground, derive: deriveHere(project), footing: await footing, ...reading };
}

function readGround(
  project: Project,
  footing: Promise<Footing>,
): Pick<Ground, 'status' | 'rows' | 'history'> {
  const history = footing.then(({ head }) => startHistory(project.repo, head.oid));
  const looking = look(project, { whole: true, untracked: true });
  const reading = {
    // One look for the rows and for the dirty files that are to be named.
    status: looking.then((seen) => seen.status),
    rows: looking.then((seen) => readRows(project, seen)),
    history,
  };
  // Whoever awaits one of them hears of its failure; until then it must not count as nobody's.
  for (const one of Object.values(reading)) one.catch(() => {});
  return reading;
}

/** The commit before which the branch's work is certainly not this session's: its upstream, or the default branch. */
export async function sessionBase({
  project,
  footing: { head },
}: Pick<Ground, 'project' | 'footing'>): Promise<string | null> {
  if (head.branch === null) return null;
  const upstream = await upstreamOf(project.repo, head.branch);
  if (upstream) return upstream.oid;
  const main = await defaultBranch(project.repo, project.config.default_branch);
  return main === null || main === head.branch ? null : resolveCommit(project.repo, `refs/heads/${main}`);
}
