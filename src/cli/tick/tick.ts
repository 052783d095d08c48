import type { ChangePlan } from '../../change/plan.ts';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import { releaseClaim } from '../../identity/claims.ts';
import { whoami } from '../../identity/whoami.ts';
import { relativePath } from '../../record/markdown-write.ts';
import type { Project } from '../../store/project.ts';
import { readRows } from '../../store/rows.ts';
import { safeLine } from '../../text/safe.ts';
import type { TaskChange } from '../../work/edit.ts';
import { progressOf } from '../../work/progress.ts';
import { taskRef } from '../../work/task-edit.ts';
import type { Task } from '../../work/tasks.ts';
import type { World } from '../../world.ts';
import { type ChangeOutcome, runChange } from '../changes/run-change.ts';
import type { Outcome, Progress } from '../command.ts';
import { changeData, changeText } from '../output/change.ts';
import { readWorkstream, taskNamed, type Workstream, workstreamRow } from '../tasks/workstream.ts';
import { evidenceCommit } from './commit.ts';
import { judge, type Wish } from './judge.ts';
import { type AtWork, claimForEvidence, sessionAtWork } from './session.ts';

export interface TickRequest {
  readonly ref: string;
  readonly name: string;
  readonly wish: Wish;
  readonly reason: string;
  readonly rev: string | undefined;
  readonly force: boolean;
  readonly operator: string | undefined;
  readonly commit: boolean;
  readonly dryRun: boolean;
  readonly progress: Progress;
}

/** Ticks, reopens or drops a task: finds it, judges, claims a session if need be, changes the line. */
export async function tick(project: Project, world: World, request: TickRequest): Promise<Outcome> {
  const { wish, name, dryRun } = request;
  const who = await whoami(project, world, request.operator);
  request.progress.say('Reading the records');
  const rows = await readRows(project);
  const row = workstreamRow(project, rows, world.cwd, request.ref);
  const workstream = await readWorkstream(project, row);
  const task = taskNamed(workstream, name);
  const atWork = await sessionAtWork(project, world, who, rows, task.sessions);
  const about = { workstream, task, wish, dryRun };
  if (judge(task, wish, atWork.own, { row, name, force: request.force }) === 'same') {
    const args = { id: task.id, state: task.state, workstream: row.id };
    return outcome(about, atWork.id ?? null, UNCHANGED, [
      ...project.diagnostics,
      { code: 'tick-same', severity: 'info', path: row.path, line: task.line, args },
    ]);
  }
  // Before an id is claimed: a commit that is not there is refused.
  const commit = wish === 'done' ? await evidenceCommit(project, request.rev) : null;
  const claimed =
    wish === 'done' && atWork.id === undefined
      ? await claimForEvidence(project, world, who, rows, dryRun)
      : undefined;
  const session = claimed?.id ?? atWork.id;
  const fresh = claimed?.fresh === true;
  const change: TaskChange =
    wish === 'done'
      ? { to: 'done', evidence: { session: linkTo(project, row.path, session ?? ''), commit } }
      : wish === 'open'
        ? { to: 'open', without: request.force ? task.sessions : [...atWork.own] }
        : { to: 'dropped', reason: safeLine(request.reason) };
  try {
    const done = await runChange(project, world, planOf(workstream, task, change, session), request);
    if (done.exit === 2 && fresh) await releaseClaim(project, who, session ?? '');
    return outcome(about, session ?? null, done, [
      ...project.diagnostics,
      ...done.diagnostics,
      ...(done.exit === 2 ? [] : notes(about, atWork, session, commit)),
    ]);
  } catch (error) {
    if (fresh) await releaseClaim(project, who, session ?? '').catch(() => {});
    throw error;
  }
}

interface About {
  readonly workstream: Workstream;
  readonly task: Task;
  readonly wish: Wish;
  readonly dryRun: boolean;
}

const UNCHANGED: Pick<ChangeOutcome, 'changed' | 'commit' | 'subject' | 'exit'> = {
  changed: [],
  commit: null,
  subject: '',
  exit: 0,
};

const linkTo = (project: Project, from: string, id: string): { id: string; href: string } => ({
  id,
  href: relativePath(from, project.layout.pathFor('session', id)),
});

const VERB: Readonly<Record<Wish, string>> = { done: 'Tick', open: 'Reopen', dropped: 'Drop' };

function planOf(
  { row, tasks }: Workstream,
  task: Task,
  change: TaskChange,
  session: string | undefined,
): ChangePlan {
  return {
    commit: {
      subject: `${VERB[change.to]} ${task.id} of ${row.id}`,
      trailers: [['Canon-Session', session ?? 'none']],
    },
    files: [{ path: row.path, edit: { op: 'task', task: taskRef(task, tasks), change }, expect: 'present' }],
  };
}

/** The tasks as they are after it. */
const tasksAfter = ({ workstream, task, wish }: About): Task[] =>
  workstream.tasks.map((one) => (one === task ? { ...one, state: wish } : one));

/** What is worth saying of it, and stops nobody. */
function notes(
  about: About,
  atWork: AtWork,
  session: string | undefined,
  commit: string | null,
): Diagnostic[] {
  const { workstream, wish, dryRun } = about;
  const found: Diagnostic[] = [];
  const say = (code: string, args: Diagnostic['args'] = {}): void =>
    void found.push({ code, severity: 'info', args });
  if (wish === 'done' && session !== undefined && !dryRun) {
    if (atWork.id === undefined) say('tick-claimed', { session });
    else if (atWork.needsId) say('tick-needs-id', { session });
  }
  if (wish === 'done' && commit === null) say('tick-no-commit');
  const { done, total } = progressOf(tasksAfter(about));
  if (wish !== 'open' && done === total && total > 0 && workstream.row.status !== 'done') {
    say('tick-last', { workstream: workstream.row.id, done, total });
  }
  return found;
}

function outcome(
  about: About,
  session: string | null,
  done: typeof UNCHANGED & Partial<ChangeOutcome>,
  diagnostics: readonly Diagnostic[],
): Outcome {
  const { workstream, task, dryRun } = about;
  const same = done === UNCHANGED;
  const changed = !same && done.exit !== 2;
  const progress = progressOf(changed ? tasksAfter(about) : workstream.tasks);
  return {
    data: {
      ...changeData({ diagnostics: [], dryRun, ...done }),
      workstream: workstream.row.id,
      task: {
        id: task.id,
        text: task.text,
        line: task.line,
        state: changed ? about.wish : task.state,
      },
      session,
      tasks_done: progress.done,
      tasks_total: progress.total,
      ...(dryRun ? { dry_run: true } : {}),
    },
    diagnostics,
    exit: done.exit,
    human: (look) =>
      [
        ...(same ? [] : [changeText({ diagnostics: [], dryRun, ...done }, look)]),
        `${safeLine(workstream.row.id)}: ${progress.done} of ${progress.total} done${
          progress.next ? `, next ${safeLine(progress.next.id)}` : ''
        }`,
      ].join('\n'),
  };
}
