import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ran, Sandbox } from './sandbox.ts';

/** A tool call as a host tells of it. */
export interface Told {
  readonly tool?: string;
  readonly event?: 'PostToolUse' | 'PostToolUseFailure';
  readonly input?: Record<string, unknown>;
  readonly response?: unknown;
  readonly ms?: number;
  /** RFC 3339: when it ended, where that is not now. */
  readonly at?: string;
}

/** Makes the spool, as the first command in a clone does. */
export const withSpool = (repo: string): void =>
  void mkdirSync(join(repo, '.git/canon/spool'), { recursive: true, mode: 0o700 });

const HOOK = fileURLToPath(new URL('../../hook/hook.sh', import.meta.url));

/** An agent session that works in a repository: what its host would tell canon's hooks. */
export interface Agent {
  readonly session: string;
  /** What a command started by the agent has in its environment. */
  readonly env: Record<string, string>;
  /** The session begins; what the agent is told. `at`: the time of that, where it is not the sandbox's. */
  start(options?: { source?: string; at?: string }): Promise<Ran>;
  /** A tool was called; returns the id of the call. */
  call(told?: Told): string;
  /** An event of the session's life. */
  tell(event: string, more?: Record<string, unknown>, at?: string): Promise<Ran>;
}

// No call has the id of another one, whoever makes it.
let calls = 0;

/** An agent at work in `cwd`, with canon's own hooks. */
export function agent(box: Sandbox, cwd: string, session: string, env: Record<string, string> = {}): Agent {
  const about = { session_id: session, cwd, transcript_path: join(box.dir, `${session}.jsonl`) };
  let spool: string | undefined;
  const hookEnv = { CLAUDE_PROJECT_DIR: cwd, CLAUDE_CODE_SESSION_ID: session, ...env };
  const tell: Agent['tell'] = (event, more = {}, at = undefined) =>
    box.canon(cwd, ['hook', event], {
      env: { ...hookEnv, ...(at === undefined ? {} : { CANON_NOW: at }) },
      input: JSON.stringify({ ...about, hook_event_name: event, ...more }),
    });
  return {
    session,
    env: { CLAUDE_CODE_SESSION_ID: session },
    start: ({ source = 'startup', at } = {}) => tell('SessionStart', { source }, at),
    call({ tool = 'Bash', event = 'PostToolUse', input = {}, response = {}, ms = 5, at } = {}) {
      calls += 1;
      const id = `toolu_${session}_${calls}`;
      const said = { tool_name: tool, tool_input: input, tool_response: response, tool_use_id: id };
      spool ??= join(box.git(cwd, 'rev-parse', '--path-format=absolute', '--git-common-dir'), 'canon/spool');
      const before = new Set(readdirSync(spool));
      execFileSync('sh', [HOOK], {
        cwd,
        env: { ...box.env, ...hookEnv },
        input: JSON.stringify({ ...about, hook_event_name: event, ...said, duration_ms: ms }),
      });
      if (at !== undefined) {
        const time = Date.parse(at) / 1000;
        for (const name of readdirSync(spool))
          if (!before.has(name)) utimesSync(join(spool, name), time, time);
      }
      return id;
    },
    tell,
  };
}
