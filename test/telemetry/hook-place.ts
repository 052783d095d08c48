import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { HOOK_PATH } from '../../src/host/hook-script.ts';
import { keptIn, type Shell, withHook } from '../support/hooks.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';

export const PAYLOAD =
  '{"session_id":"s","hook_event_name":"PostToolUse","tool_name":"Bash","tool_use_id":"t"}\n';
/** How it ends, always. */
export const SILENT = { status: 0, stdout: '', stderr: '' };

/** How a hook is run; the repository's top and the payload are what is usual. */
export interface Run {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  readonly input?: string | Buffer;
  readonly args?: readonly string[];
  /** Words in front of the shell. */
  readonly under?: readonly string[];
}

/** A repository with the hook and a spool. */
export interface Place {
  readonly box: Sandbox;
  readonly repo: string;
  readonly spool: string;
  readonly run: (options?: Run) => { status: number | null; stdout: string; stderr: string };
  /** The one payload that is kept, and its name. */
  readonly one: () => [string, string] | undefined;
}

export function place(shell: Shell): Place {
  const box = sandbox();
  const repo = box.repo('my repo');
  const spool = withHook(box, repo);
  return {
    box,
    repo,
    spool,
    run({ cwd = repo, env = {}, input = PAYLOAD, args = [], under = [] } = {}) {
      const [command = '', ...rest] = [...under, ...shell.words, join(repo, HOOK_PATH), ...args];
      const ran = spawnSync(command, rest, {
        cwd,
        env: { ...box.env, ...env },
        input,
        encoding: 'utf8',
        timeout: 20_000,
      });
      return { status: ran.status, stdout: ran.stdout, stderr: ran.stderr };
    },
    one() {
      const kept = [...keptIn(spool)];
      expect(kept.length).toBeLessThan(2);
      return kept[0];
    },
  };
}

/** Every file below a folder. */
export const filesIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort();
