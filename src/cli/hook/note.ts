import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readHead } from '../../git/head.ts';
import type { Lifecycle } from '../../host/lifecycle.ts';
import { localAround } from '../../resume/kept.ts';
import type { Page } from '../../resume/page.ts';
import type { Project } from '../../store/project.ts';
import { noteCleared, takeCleared } from '../../telemetry/cleared.ts';
import type { SessionEvent } from '../../telemetry/event.ts';
import { appendLines } from '../../telemetry/journal.ts';
import { markOpen } from '../../telemetry/open.ts';
import type { World } from '../../world.ts';
import type { HookCall } from './hook-call.ts';

// The beginning and the end of a session stand in its journal, among its calls: from there a handoff knows what
// it covers, and whoever finds a session that was never handed off knows what it was.

/** Notes that a session has started; nothing where nothing is counted. */
export function noteStart(
  world: Pick<World, 'cwd' | 'env' | 'now'>,
  { host }: HookCall,
  session: Lifecycle,
  page: Page,
): void {
  const local = localAround(world.cwd);
  // The spool is there just where calls are recorded.
  if (local === undefined || !existsSync(join(local, 'spool'))) return;
  const t = world.now().ms;
  const { root, branch, head } = page.repo;
  const clearing = { session: session.session, worktree: root, client: world.env['CLAUDE_PID'] };
  const before = session.why === 'clear' ? takeCleared({ local }, clearing, Date.now()) : undefined;
  append({ local }, session.session, {
    e: 'start',
    t,
    host,
    ...aboutOf(session),
    ...(page.operator === null ? {} : { operator: page.operator.slug }),
    worktree: root,
    branch,
    head,
    ...(before === undefined ? {} : { continues: before }),
  });
}

/** Notes that a session was compacted or has ended, with how far the work tree had come. */
export async function noteLater(
  project: Project,
  world: Pick<World, 'env' | 'now'>,
  { event, host }: HookCall,
  session: Lifecycle,
): Promise<void> {
  if (project.config.telemetry === 'off') return;
  const head = await readHead(project.repo);
  append(project, session.session, {
    e: event === 'SessionEnd' ? 'end' : 'compact',
    t: world.now().ms,
    host,
    ...aboutOf(session),
    worktree: project.root,
    branch: head.branch,
    head: head.oid,
  });
  if (event === 'SessionEnd' && session.why === 'clear') {
    const client = world.env['CLAUDE_PID'];
    noteCleared(project, { session: session.session, worktree: project.root, client });
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
  markOpen(project, session);
  appendLines(project, session, [event]);
}
