import type { Diagnostic } from '../fault/diagnostic.ts';
import { type Status, status as readStatus } from '../git/status.ts';
import { loadOperators } from '../identity/operators.ts';
import { findWho, type Who } from '../identity/whoami.ts';
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
  const looking = readStatus(project.repo);
  looking.catch(() => {});
  const { who, diagnostics } = await findWho(project, world, request.operator);
  const key = keyOf(who, request);
  const kept = readKept(project, key);
  const status = await looking;
  const stamp = await stampFor(project, status);
  const hit = kept !== undefined && kept.stamp === stamp;
  const found = hit ? kept : await gatherAnew(project, status, who, key, stamp);
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
    const status = await readStatus(project.repo);
    const stamp = await stampFor(project, status);
    if (readKept(project, key)?.stamp !== stamp) await gatherAnew(project, status, who, key, stamp);
  } catch {
    // The handoff stands whether or not a cache could be written.
  }
}

const keyOf = (who: Who | null, { ref, all }: ResumeRequest): CacheKey => ({
  operator: who?.slug ?? null,
  ref: ref ?? null,
  all: all === true,
});

const stampFor = async (project: Project, status: Status): Promise<string> =>
  `${await stampOf(project, status)}\n${evidence(project, status)}`;

async function gatherAnew(
  project: Project,
  status: Status,
  who: Who | null,
  key: CacheKey,
  stamp: string,
): Promise<Kept> {
  const [{ readRows }, { gather }, operators] = await Promise.all([
    import('../store/rows.ts'),
    import('./gather.ts'),
    loadOperators(project),
  ]);
  const rows = await readRows(project, { status });
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
  const kept: Kept = {
    stamp,
    snapshot,
    subject: subject ?? null,
    target:
      target === undefined
        ? null
        : { kind: target.kind, id: target.kind === 'operator' ? target.slug : quotedLine(target.row.id) },
  };
  await keep(project, key, kept);
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
