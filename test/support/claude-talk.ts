import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, onTestFinished } from 'vitest';
import { type ClaudeOptions, claudeEnv } from './claude.ts';

/** How a hook went, as the client itself tells it. It tells of every hook but those of SessionEnd. */
export interface HookRun {
  readonly hook_event: string;
  readonly outcome: string;
  readonly exit_code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A conversation of several turns in one process of the client, without a terminal. */
export interface Talk {
  /** Says it (a command such as `/clear` too), and waits until the client and its subagents are done with it. */
  say(words: string): Promise<void>;
  /** Ends the conversation, in which all has to have gone well: the client itself, and every hook. */
  end(): Promise<void>;
  /** The ids that its session had, one after the other. */
  readonly sessions: readonly string[];
  readonly hooks: readonly HookRun[];
}

interface Line {
  readonly type?: string;
  readonly subtype?: string;
  readonly session_id?: string;
  readonly tasks?: readonly unknown[];
}

/** Starts a conversation with the client. */
export function claudeTalk(
  client: string,
  cwd: string,
  options: ClaudeOptions,
  args: readonly string[] = [],
): Talk {
  const streams = ['--input-format', 'stream-json', '--output-format', 'stream-json'];
  const always = ['--verbose', '--include-hook-events', '--dangerously-skip-permissions'];
  const child: ChildProcess = spawn(client, ['-p', ...streams, ...always, ...args], {
    cwd,
    env: claudeEnv(options),
    stdio: 'pipe',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const sessions: string[] = [];
  const hooks: HookRun[] = [];
  let stderr = '';
  let working = 0;
  let done = (): void => {};
  child.stderr?.on('data', (part: Buffer) => (stderr += part.toString()));
  createInterface({ input: child.stdout! }).on('line', (written) => {
    const line = JSON.parse(written) as Line;
    if (line.subtype === 'init' && line.session_id && sessions.at(-1) !== line.session_id)
      sessions.push(line.session_id);
    if (line.subtype === 'hook_response') hooks.push(line as HookRun);
    // A subagent that works in the background: when it is done, the client goes on by itself once more.
    if (line.subtype === 'background_tasks_changed') working = line.tasks?.length ?? 0;
    if (line.type === 'result' && working === 0) done();
  });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    sessions,
    hooks,
    async say(content) {
      const answered = new Promise<void>((resolve) => (done = resolve));
      child.stdin?.write(`${JSON.stringify({ type: 'user', message: { role: 'user', content } })}\n`);
      const gone = closed.then((code) => Promise.reject(new Error(`The client ended (${code}): ${stderr}`)));
      await Promise.race([answered, gone]);
    },
    async end() {
      child.stdin?.end();
      expect({ code: await closed, stderr }).toEqual({ code: 0, stderr: '' });
      expect(hooks).not.toHaveLength(0);
      for (const hook of hooks)
        expect(hook, hook.hook_event).toMatchObject({ outcome: 'success', exit_code: 0, stderr: '' });
    },
  };
}
