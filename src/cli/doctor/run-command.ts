import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { kill as sendSignal, platform } from 'node:process';
import { safeLine } from '../../text/safe.ts';
import { cutTo } from '../../text/width.ts';

/** How a command ended. */
export interface CommandRan {
  /** Exit code; null where it was killed, or could not be started. */
  readonly code: number | null;
  readonly hung: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandCall {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  /** Milliseconds after which it is killed, with all it has started. */
  readonly limit: number;
}

/** What hosts run their hooks with. */
export const SHELL = platform === 'win32' ? 'sh' : '/bin/sh';

const MOST = 1 << 20;
const running = new Set<ChildProcess>();

/** Runs a command to its end: when it has ended and nobody holds its streams any more, as a host waits for it. */
export function runCommand(command: string, args: readonly string[], call: CommandCall): Promise<CommandRan> {
  return new Promise((resolve) => {
    const { cwd, input = '', limit } = call;
    const child = startGroup(command, args, { cwd, env: call.env });
    const said = { stdout: '', stderr: '' };
    let hung = false;
    const timer = setTimeout(() => {
      hung = true;
      killAll(child);
    }, limit);
    const end = (code: number | null): void => {
      clearTimeout(timer);
      resolve({ code: hung ? null : code, hung, ...said });
    };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (part: string) => {
        if (said[name].length < MOST) said[name] += part;
      });
    child.on('error', ({ message }) => {
      said.stderr += message;
      end(null);
    });
    child.on('close', end);
    // Not every command reads what it is told.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** Starts a command that leads a group of its own: with it everything can be ended that it starts. */
export function startGroup(
  command: string,
  args: readonly string[],
  { cwd, env }: Pick<CommandCall, 'cwd' | 'env'>,
): ChildProcessWithoutNullStreams {
  const child = spawn(command, args, { cwd, env: { ...env }, detached: platform !== 'win32' });
  running.add(child);
  child.on('close', () => running.delete(child));
  return child;
}

/** Ends what is running, with all it has started: nothing is to outlive a doctor that is interrupted. */
export function killRunning(): void {
  for (const child of running) killAll(child);
}

/** Ends a command of `startGroup` with all it has started. */
export function killAll(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && platform !== 'win32') sendSignal(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // Gone already.
  }
}

/** The beginning of what a command said, for a line. */
export const said = (text: string): string => cutTo(safeLine(text.trim().split('\n')[0] ?? ''), 120);
