import type { Diagnostic } from '../fault/diagnostic.ts';
import { loadOperators } from '../identity/operators.ts';
import { findWho, type Who } from '../identity/whoami.ts';
import { openProject, type Project } from '../store/project.ts';
import { type Sight, sight } from '../store/sight.ts';
import type { Moment, World } from '../world.ts';
import { askedIn } from './asked.ts';
import { keep } from './keep.ts';
import { pageOf } from './page-of.ts';
import type { Page } from './page.ts';
import type { KeptPage } from './quick.ts';
import { quotedLine } from './quote.ts';
import type { Gathered } from './snapshot.ts';

/** What is asked for. */
export interface ResumeRequest {
  /** A session, workstream or operator to resume instead of one's own last session. */
  readonly ref?: string | undefined;
  /** Everything, without the cuts that make a dashboard. */
  readonly all?: boolean | undefined;
  /** Ask the remote first. */
  readonly fetch?: boolean | undefined;
  /** The host session that asks: its own calls are nothing left behind. */
  readonly hostSession?: string | undefined;
  /** `--operator`. */
  readonly operator?: string | undefined;
  /** `--repo`. */
  readonly repo?: string | undefined;
  /** A time before the project was opened, in milliseconds: what changed since is not kept. Without it nothing is. */
  readonly began?: number | undefined;
}

export interface Resumed {
  /** Not yet cut to a budget. */
  readonly page: Page;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The dashboard of a project as it stands, gathered anew, and kept for `quickPage`.
 * @throws E_OPERATOR_UNKNOWN for a `--operator` that names nobody, E_RESUME_… for a reference
 */
export async function resume(
  project: Project,
  world: Pick<World, 'cwd' | 'env' | 'now'>,
  request: ResumeRequest = {},
): Promise<Resumed> {
  const fetched = request.fetch ? await (await import('./fetch.ts')).fetchNewer(project.repo) : [];
  const asking = findWho(project, world, request.operator);
  // Should looking fail as well, that is what is told.
  asking.catch(() => {});
  const seen = await sight(project, world);
  const { who, diagnostics } = await asking;
  const gathering = gatherAnew(project, seen, who, world.now(), request);
  gathering.catch(() => {});
  // By then git has been asked for what it takes longest to say.
  await new Promise((resolve) => setImmediate(resolve));
  await seen.write();
  const found = await gathering;
  const operator = who && { slug: who.slug, initials: who.initials, name: who.name, source: who.source };
  const said = [...project.diagnostics, ...fetched, ...diagnostics];
  // What is said beside the page is not kept, so a page with something beside it is not, either.
  const asked = said.length === 0 ? askedIn(world, request) : undefined;
  if (asked && request.began !== undefined) {
    const kept: KeptPage = { operator, gathered: found };
    keep(project, seen, asked, { operator, found: kept, began: request.began });
  }
  const at = { root: project.root, status: seen.status, operator, now: world.now() };
  return {
    page: pageOf(at, found, { all: request.all === true, hit: false, asking: request.hostSession }),
    diagnostics: said,
  };
}

/**
 * Makes the next `resume` from here a quick one, where that can be promised: called after a handoff, which
 * has mostly waited for a remote by then. Never fails.
 */
export async function refreshResumeCache(
  world: Pick<World, 'cwd' | 'env' | 'now'>,
  request: Pick<ResumeRequest, 'operator' | 'repo' | 'began'>,
): Promise<void> {
  try {
    // What has happened since the project was opened may be of any kind.
    await resume(await openProject(world, request.repo), world, request);
  } catch {
    // The handoff stands whether or not a cache could be written.
  }
}

async function gatherAnew(
  project: Project,
  { rows, status }: Sight,
  who: Who | null,
  now: Moment,
  request: ResumeRequest,
): Promise<Gathered> {
  const [{ gather }, operators] = await Promise.all([import('./gather.ts'), loadOperators(project)]);
  const slugs = operators.list.map(({ slug }) => slug);
  const target =
    request.ref === undefined
      ? undefined
      : (await import('./target.ts')).resolveTarget(request.ref, rows, slugs);
  const subject = target?.kind === 'operator' ? target.slug : who?.slug;
  const snapshot = await gather(
    project,
    status,
    rows,
    operators,
    {
      subject,
      target,
      operators: slugs,
      branch: status.branch,
      all: request.all === true,
    },
    now,
  );
  const id = target?.kind === 'operator' ? target.slug : quotedLine(target?.row.id ?? '');
  return { snapshot, subject: subject ?? null, target: target ? { kind: target.kind, id } : null };
}
