import type { Diagnostic } from '../fault/diagnostic.ts';
import type { Status } from '../git/status.ts';
import { loadOperators } from '../identity/operators.ts';
import { findWho, type Who } from '../identity/whoami.ts';
import type { Project } from '../store/project.ts';
import { readWorkState } from '../store/cache-files.ts';
import { look as lookAt, type Look } from '../store/look.ts';
import { stampOf } from '../store/stamp.ts';
import type { World } from '../world.ts';
import { type CacheKey, keep, type Gathered, readKept } from './cache.ts';
import { evidence } from './evidence.ts';
import { withoutExpired } from './expiry.ts';
import type { Page } from './page.ts';
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
  world: Pick<World, 'env' | 'now'>,
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
  return {
    page: pageOf(project, look.status, who, world, found, { all: key.all, hit }),
    diagnostics: [...project.diagnostics, ...fetched, ...diagnostics],
  };
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

async function gatherAnew(
  project: Project,
  look: Look,
  who: Who | null,
  key: CacheKey,
): Promise<Gathered> {
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

function pageOf(
  project: Project,
  status: Status,
  who: Who | null,
  world: Pick<World, 'now'>,
  found: Gathered,
  { all, hit }: { all: boolean; hit: boolean },
): Page {
  const now = world.now();
  return {
    operator: who && { slug: who.slug, initials: who.initials, name: who.name, source: who.source },
    subject: found.subject,
    target: found.target,
    repo: {
      root: project.root,
      branch: status.branch,
      head: status.head,
      dirty: status.entries.length,
      upstream: status.upstream,
      behind: status.behind ?? 0,
    },
    now,
    all,
    hit,
    facts: withoutExpired(found.snapshot, now, all),
    tokens: 0,
    leftOut: [],
  };
}
