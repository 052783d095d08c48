import type { Diagnostic } from '../fault/diagnostic.ts';
import { loadOperators } from '../identity/operators.ts';
import { findWho, type Who } from '../identity/whoami.ts';
import type { Project } from '../store/project.ts';
import { readWorkState } from '../store/cache-files.ts';
import { look as lookAt, type Look } from '../store/look.ts';
import { stampOf } from '../store/stamp.ts';
import type { World } from '../world.ts';
import { type CacheKey, keep, type Gathered, readKept } from './cache.ts';
import { evidence } from './evidence.ts';
import { pageOf } from './page-of.ts';
import type { Page } from './page.ts';
import type { QuickRequest } from './quick-file.ts';
import { keepQuick } from './quick-keep.ts';
import { quotedLine } from './quote.ts';

/** What is asked for. */
export interface ResumeRequest {
  /** A session, workstream or operator to resume instead of one's own last session. */
  readonly ref?: string | undefined;
  /** Everything, without the cuts that make a dashboard. */
  readonly all?: boolean | undefined;
  /** Ask the remote first. */
  readonly fetch?: boolean | undefined;
  /** `--operator`. */
  readonly operator?: string | undefined;
  /** Keep the answer for whoever asks the same from the same folder: see `quickPage`. */
  readonly quick?: boolean | undefined;
}

export interface Resumed {
  /** Not yet cut to a budget. */
  readonly page: Page;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The dashboard of a project as it stands: from the cache while nothing it depends on has changed, else
 * gathered anew and kept. Only what is needed for the first is loaded here.
 * @throws E_OPERATOR_UNKNOWN for a `--operator` that names nobody, E_RESUME_… for a reference
 */
export async function resume(
  project: Project,
  world: Pick<World, 'cwd' | 'env' | 'now'>,
  request: ResumeRequest = {},
): Promise<Resumed> {
  const fetched = request.fetch ? await (await import('./fetch.ts')).fetchNewer(project.repo) : [];
  // Git is the slowest; everything else is done while it looks.
  const looking = lookAt(project, { whole: true });
  looking.catch(() => {});
  const { who, diagnostics } = await findWho(project, world, request.operator);
  const key = keyOf(who, request);
  const kept = readKept(project, key);
  const look = await looking;
  const hit = kept !== undefined && kept.stamp === stampFor(project, look, evidence(project, look.status));
  const found = hit ? kept : await gatherAnew(project, look, who, key);
  const operator = who && { slug: who.slug, initials: who.initials, name: who.name, source: who.source };
  const all = [...project.diagnostics, ...fetched, ...diagnostics];
  // What is said beside the page is not kept, so an answer with something beside it is not, either.
  if (request.quick && all.length === 0) {
    await keepQuick(project, look, quickRequest(world, request), { operator, found });
  }
  const at = { root: project.root, status: look.status, operator, now: world.now() };
  return { page: pageOf(at, found, { all: key.all, hit }), diagnostics: all };
}

/**
 * Makes the next `resume` of this operator a quick one; called after a handoff. Never fails: the cache is
 * made again when it is missing.
 */
export async function refreshResumeCache(project: Project, who: Who): Promise<void> {
  try {
    await gatherAnew(project, await lookAt(project, { whole: true }), who, keyOf(who, {}));
  } catch {
    // The handoff stands whether or not a cache could be written.
  }
}

const quickRequest = ({ cwd, env }: Pick<World, 'cwd' | 'env'>, request: ResumeRequest): QuickRequest => ({
  cwd,
  env,
  operator: request.operator,
  ref: request.ref,
  all: request.all === true,
});

const keyOf = (who: Who | null, { ref, all }: ResumeRequest): CacheKey => ({
  operator: who?.slug ?? null,
  ref: ref ?? null,
  all: all === true,
});

/** Undefined where it cannot be promised that every later change will show in it. */
function stampFor(project: Project, look: Look, besides: string): string | undefined {
  const records = stampOf(project, look);
  return records === undefined ? undefined : `${records}\n${besides}`;
}

async function gatherAnew(project: Project, look: Look, who: Who | null, key: CacheKey): Promise<Gathered> {
  const { status } = look;
  // From before anything else is read: what changes meanwhile must not pass for what was shown.
  const before = evidence(project, status);
  const [{ readRows }, { gather }, operators] = await Promise.all([
    import('../store/rows.ts'),
    import('./gather.ts'),
    loadOperators(project),
  ]);
  const rows = await readRows(project, look);
  const slugs = operators.list.map(({ slug }) => slug);
  const target =
    key.ref === null ? undefined : (await import('./target.ts')).resolveTarget(key.ref, rows, slugs);
  const subject = target?.kind === 'operator' ? target.slug : who?.slug;
  const snapshot = await gather(project, status, rows, operators, {
    subject,
    target,
    operators: slugs,
    branch: status.branch,
    all: key.all,
  });
  const found: Gathered = {
    snapshot,
    subject: subject ?? null,
    target:
      target === undefined
        ? null
        : { kind: target.kind, id: target.kind === 'operator' ? target.slug : quotedLine(target.row.id) },
  };
  // The files that matter are known only now; one that changed since the look is not settled by its clock.
  const stamp = stampFor(project, { ...look, state: readWorkState(project) }, before);
  if (stamp !== undefined) await keep(project, key, { ...found, stamp });
  return found;
}
