import { execFileSync } from 'node:child_process';
import { expect } from 'vitest';
import type { Sandbox } from './sandbox.ts';

/** What `init --json` says. */
export interface Init {
  readonly data: {
    readonly written: readonly string[];
    readonly kept: readonly string[];
    readonly removed: readonly string[];
    readonly hosts: readonly string[];
    readonly commit_command: string | null;
  };
  readonly diagnostics: readonly {
    readonly code: string;
    readonly severity: string;
    readonly path?: string;
    readonly line?: number;
    readonly column?: number;
  }[];
}

/** The command must not depend on what agents the machine that runs the tests has. */
export const BARE = {
  env: { PATH: execFileSync('sh', ['-c', 'dirname "$(command -v git)"']).toString().trim() },
};

export async function init(box: Sandbox, cwd: string, ...args: string[]): Promise<Init> {
  const ran = await box.canon(cwd, ['init', '--json', ...args], BARE);
  expect(ran.stderr).toBe('');
  expect(ran.code).toBe(0);
  return JSON.parse(ran.stdout) as Init;
}

/** Runs a printed command line as a person who copies it does. */
export const paste = (box: Sandbox, cwd: string, line: string | null): string =>
  execFileSync('sh', ['-c', line ?? 'false'], { cwd, env: box.env, encoding: 'utf8', stdio: 'pipe' });

export const changedBy = (box: Sandbox, repo: string, commit = 'HEAD'): string[] =>
  box.git(repo, 'show', '--name-only', '--format=', '-z', commit).split('\0').filter(Boolean).sort();
