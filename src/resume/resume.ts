import type { Diagnostic } from '../fault/diagnostic.ts';
import type { Status } from '../git/status.ts';
import { loadOperators } from '../identity/operators.ts';
import { findWho, type Who } from '../identity/whoami.ts';
import { look, type Look } from '../store/look.ts';
import type { Project } from '../store/project.ts';
import { stampOf } from '../store/stamp.ts';
import type { World } from '../world.ts';
import { type CacheKey, keep, type Kept, readKept } from './cache.ts';
import { evidence } from './evidence.ts';
import type { Page } from './page.ts';
import { quotedLine } from './quote.ts';
import { withoutExpired } from './expiry.ts';

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
  const looking = look(project, { whole: true });
  looking.catch(() => {});
  const { who, diagnostics } = await findWho(project, world, request.operator);
  const key = keyOf(who, request);
  const kept = readKept(project, key);
  const seen = await looking;
  const { status } = seen;
  const stamp = stampFor(project, seen);
  const hit = kept !== undefined && stamp !== undefined && kept.stamp === stamp;
  const found = hit ? kept : await gatherAnew(project, seen, who, key);
  return {
    page: pageOf(project, status, who, world, found, { all: key.all, hit }),
    diagnostics: [...project.diagnostics, ...fetched, ...diagnostics],
  };
}

/**
 * Makes the next `resume` of this operator a quick one; called after a handoff. Never fails: the cache is
 * made again when it is missing.
 */
export async function refreshResumeCache(project: Project, who: Who): Promise<void> {
  try {
    const key = keyOf(who, {});
    const seen = await look(project, { whole: true });
    const stamp = stampFor(project, seen);
    if (stamp === undefined || readKept(project, key)?.stamp !== stamp)
      await gatherAnew(project, seen, who, key);
  } catch {
    // The handoff stands whether or not a cache could be written.
  }
}

const keyOf = (who: Who | null, { ref, all }: ResumeRequest): CacheKey => ({
  operator: who?.slug ?? null,
  ref: ref ?? null,
  all: all === true,
});

function stampFor(project: Project, seen: Look): string | undefined {
  const stamp = stampOf(project, seen);
  return stamp === undefined ? undefined : `${stamp}\n${evidence(project, seen.status)}`;
}

async function gatherAnew(project: Project, seen: Look, who: Who | null, key: CacheKey): Promise<Kept> {
  const { status } = seen;
  const [{ readRows }, { gather }, operators] = await Promise.all([
    import('../store/rows.ts'),
    import('./gather.ts'),
    loadOperators(project),
  ]);
  const rows = await readRows(project, seen);
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
  const stamp = stampFor(project, seen);
  const kept: Kept = {
    stamp: stamp ?? '',
    snapshot,
    subject: subject ?? null,
    target:
      target === undefined
        ? null
        : { kind: target.kind, id: target.kind === 'operator' ? target.slug : quotedLine(target.row.id) },
  };
  if (stamp !== undefined) await keep(project, key, kept);
  return kept;
}

function pageOf(
  project: Project,
  status: Status,
  who: Who | null,
  world: Pick<World, 'now'>,
  kept: Kept,
  { all, hit }: { all: boolean; hit: boolean },
): Page {
  const now = world.now();
  return {
    operator: who && { slug: who.slug, initials: who.initials, name: who.name, source: who.source },
    subject: kept.subject,
    target: kept.target,
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
    facts: withoutExpired(kept.snapshot, now, all),
    tokens: 0,
    leftOut: [],
  };
}
