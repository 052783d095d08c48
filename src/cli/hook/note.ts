import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { readHead } from '../../git/head.ts';
import type { Lifecycle } from '../../host/lifecycle.ts';
import { localAround } from '../../store/kept.ts';
import type { Page } from '../../resume/page.ts';
import { findSite, type Site } from '../../store/project.ts';
import { hasSpool } from '../../store/spool.ts';
import { noteCleared, takeCleared } from '../../telemetry/cleared.ts';
import type { SessionEvent } from '../../telemetry/event.ts';
import { appendLines } from '../../telemetry/journal-append.ts';
import { markOpen } from '../../telemetry/open.ts';
import type { World } from '../../world.ts';
import type { HookCall } from './hook-call.ts';

// The beginning and the end of a session stand in its journal, among its calls: from there a handoff knows what
// it covers, and whoever finds a session that was never handed off knows what it was. Nothing here needs the
// configuration: with a mistake in it a session begins and ends all the same.

/** Where a session is, and as whom it works. */
type Where = Pick<SessionEvent, 'operator' | 'branch' | 'head'> & {
  readonly local: string;
  readonly root: string;
};

/** Notes that a session has started; nothing where nothing is counted. */
export async function noteStart(
  world: Pick<World, 'cwd' | 'env' | 'now'>,
  { host }: HookCall,
  session: Lifecycle,
  page: Page | undefined,
): Promise<void> {
  const where = page ? whereOf(world, page) : await whereNow(world);
  if (where === undefined || !isCounted(where)) return;
  const { local, root, ...known } = where;
  const clearing = { session: session.session, worktree: root, client: world.env['CLAUDE_PID'] };
  const before = session.why === 'clear' ? takeCleared({ local }, clearing, Date.now()) : undefined;
  append({ local }, session.session, {
    e: 'start',
    t: world.now().ms,
    host,
    ...aboutOf(session),
    worktree: root,
    project: prefixOf(root),
    ...known,
    ...(before === undefined ? {} : { continues: before }),
  });
}

/** Notes that a session was compacted or has ended, with how far the work tree had come. */
export async function noteLater(
  site: Site,
  world: Pick<World, 'env' | 'now'>,
  { event, host }: HookCall,
  session: Lifecycle,
): Promise<void> {
  if (!isCounted(site)) return;
  const { branch, oid } = await readHead(site.repo);
  append(site, session.session, {
    e: event === 'SessionEnd' ? 'end' : 'compact',
    t: world.now().ms,
    host,
    ...aboutOf(session),
    worktree: site.root,
    project: site.prefix,
    branch,
    head: oid,
  });
  if (event === 'SessionEnd' && session.why === 'clear') {
    const client = world.env['CLAUDE_PID'];
    noteCleared(site, { session: session.session, worktree: site.root, client });
  }
}

/** The spool is there just where calls are recorded. */
const isCounted = hasSpool;

// As the dashboard has seen it: git need not be asked again.
function whereOf({ cwd }: Pick<World, 'cwd'>, { repo, operator }: Page): Where | undefined {
  const local = localAround(cwd);
  if (local === undefined) return undefined;
  const { root, branch, head } = repo;
  return { local, root, branch, head, ...(operator === null ? {} : { operator: operator.slug }) };
}

async function whereNow(world: Pick<World, 'cwd' | 'env'>): Promise<Where | undefined> {
  const { local, root, repo, initialized } = await findSite(world);
  const { branch, oid } = await readHead(repo);
  return initialized ? { local, root, branch, head: oid } : undefined;
}

/** The project's folder from the top of its work tree. */
function prefixOf(root: string): string {
  for (let top = root; ; top = dirname(top)) {
    const below = relative(top, root).split(sep).join('/');
    if (existsSync(join(top, '.git')) || dirname(top) === top) return below === '' ? '' : `${below}/`;
  }
}

const aboutOf = ({
  why,
  transcript,
  model,
}: Lifecycle): Pick<SessionEvent, 'why' | 'transcript' | 'model'> => ({
  ...(why === undefined ? {} : { why }),
  ...(transcript === undefined ? {} : { transcript }),
  ...(model === undefined ? {} : { model }),
});

function append(project: { readonly local: string }, session: string, event: SessionEvent): void {
  appendLines(project, session, [event]);
  markOpen(project, session);
}
