import type { HookEntry } from '../../host/host.ts';
import type { Project } from '../../store/project.ts';
import { keepPayload } from '../../telemetry/spool.ts';
import type { World } from '../../world.ts';
import { ON_TRIAL } from '../hook/on-trial.ts';
import { hasLine, isInJournal, isInSpool, type Trace } from './arrived.ts';
import type { Fired } from './report.ts';
import { type CommandRan, runCommand, said, SHELL } from './run-command.ts';
import { effectOf, inOrder, sampleOf } from './samples.ts';

export interface Trial extends Trace {
  readonly project: Project;
  readonly env: World['env'];
  /** No hook is given longer than this, in milliseconds. */
  readonly limit: number;
  /** What Stop calls is not there: nothing is waited for. */
  readonly hopeless: boolean;
}

/** So long the fold that Stop starts in the background may take, in milliseconds. */
const PATIENCE = 10_000;
const PAUSE = 25;

/**
 * Fires hooks as their host does, each with a payload of a session that there is not, and looks where it has arrived.
 * What is run is what canon would install and nothing else: whatever stands beside it in the settings is other
 * people's, and may come from anywhere.
 */
export async function fireHooks(trial: Trial, entries: readonly HookEntry[]): Promise<Map<string, Fired>> {
  const fired = new Map<string, Fired>();
  for (const entry of entries.toSorted((a, b) => inOrder(a.event, b.event)))
    fired.set(entry.event, await fire(trial, entry));
  return fired;
}

async function fire(trial: Trial, { event, group }: HookEntry): Promise<Fired> {
  const { project, host, session } = trial;
  const effect = effectOf(event);
  const sample = sampleOf(event, session, project.root);
  // It is handed no payload of a call: one has to lie there for it to be folded.
  const waiting = sampleOf('PostToolUse', `${session}-fold`, project.root);
  if (effect === 'folded' && !keepPayload(project, host, Buffer.from(waiting.text)))
    return failed('no sample could be put into the spool');
  const [hook] = group.hooks;
  if (hook === undefined) return { state: 'skipped' };
  const limit = Math.min(hook.timeout * 1000, trial.limit);
  const ran = await runCommand(SHELL, ['-c', hook.command], {
    cwd: project.root,
    env: environment(trial),
    input: sample.text,
    limit,
  });
  const fault = faultOf(ran, limit, effect === 'start');
  if (fault !== undefined) return failed(fault);
  // Where nothing is recorded there is nothing to look for.
  if (project.config.telemetry === 'off') return { state: 'ok' };
  const because = said(ran.stderr) === '' ? '' : ` (${said(ran.stderr)})`;
  if (effect === 'folded') {
    const at = { host, session: `${session}-fold` };
    const done = (): boolean => !isInSpool(project, host, waiting) && isInJournal(project, at, waiting);
    return (await becomes(done, trial.hopeless ? 0 : Math.min(PATIENCE, trial.limit)))
      ? { state: 'ok' }
      : failed('what waits in the spool was not folded');
  }
  if (effect === 'kept') {
    // A fold of somebody else may have been quicker.
    const there = isInSpool(project, host, sample) || isInJournal(project, trial, sample);
    return there ? { state: 'ok' } : failed(`its payload did not arrive in the spool${because}`);
  }
  return hasLine(project, trial, effect)
    ? { state: 'ok' }
    : failed(`it left no line in the journal${because}`);
}

const failed = (detail: string): Fired => ({ state: 'failed', detail });

/** What a host would hold against a hook that ran so. Only the agent's beginning is told something. */
function faultOf(ran: CommandRan, limit: number, mayPrint: boolean): string | undefined {
  if (ran.hung) return `it did not end within ${limit / 1000} s`;
  if (ran.code !== 0) {
    const why = said(ran.stderr);
    return `it ended with exit code ${String(ran.code)}${why === '' ? '' : `: ${why}`}`;
  }
  if (!mayPrint && ran.stdout !== '') return `it printed something: ${said(ran.stdout)}`;
  return undefined;
}

/** What the host gives its hooks; of another host that runs this doctor, nothing. */
function environment({ host, session, project, env }: Trial): Record<string, string | undefined> {
  const own: Record<string, string | undefined> = { ...env, [ON_TRIAL]: '1', CANON_DEBUG: '1' };
  for (const name of ['CLAUDECODE', 'CLAUDE_CODE_SESSION_ID', 'CLAUDE_PROJECT_DIR', 'CLAUDE_PID'])
    delete own[name];
  if (host === 'claude-code') {
    own['CLAUDECODE'] = '1';
    own['CLAUDE_CODE_SESSION_ID'] = session;
    own['CLAUDE_PROJECT_DIR'] = project.root;
  }
  return own;
}

async function becomes(is: () => boolean, patience: number): Promise<boolean> {
  for (const end = performance.now() + patience; ;) {
    if (is()) return true;
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
