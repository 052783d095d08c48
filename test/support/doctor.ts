import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { BIN } from './built.ts';
import { quiet } from './quiet.ts';
import { remembered } from './remembered.ts';
import { type Ran, sandbox, type Sandbox } from './sandbox.ts';

/** One hook, as `canon doctor --json` tells of it. */
export interface HookTold {
  readonly event: string;
  readonly installed: string;
  readonly fired: string;
  readonly last: string | null;
  readonly detail?: string;
  readonly trust?: string;
}

/** What `canon doctor --json` says. */
export interface Told {
  readonly exit: number;
  readonly data: {
    readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[];
    readonly hosts: readonly {
      readonly name: string;
      readonly settings: string;
      readonly events: readonly HookTold[];
      readonly others: number;
    }[];
  };
  readonly diagnostics: readonly {
    readonly code: string;
    readonly severity: string;
    readonly message: string;
    readonly hint?: string;
    readonly path?: string;
  }[];
}

/** A repository with hooks for Claude Code and Codex, and a machine with canon and git on PATH and no agent. */
export interface Patient {
  readonly box: Sandbox;
  readonly repo: string;
  /** Folder of commands, all that is on PATH. */
  readonly bin: string;
  readonly local: string;
  readonly env: Record<string, string>;
  canon(args: readonly string[], options?: { at?: string; env?: Record<string, string> }): Promise<Ran>;
  doctor(...args: readonly string[]): Promise<Told>;
  /** The same from another folder. */
  doctorAt(at: string, ...args: readonly string[]): Promise<Told>;
  /** Replaces a file by what becomes of its text. */
  edit(path: string, change: (text: string) => string): void;
  /** Puts a command on PATH. */
  command(name: string, script: string): void;
  /** Everything below the local state but caches, clocks and locks, which hold nothing. */
  state(): string[];
}

const NEEDED = ['git', 'sh', 'cat', 'dirname', 'sleep', 'touch'];

export function patient(): Patient {
  const box = sandbox();
  // The hook of Stop goes on when who fired it has seen enough.
  onTestFinished(() => quiet(box.dir));
  const repo = join(box.dir, 'app');
  const bin = join(box.dir, 'bin');
  const env = { PATH: bin };
  mkdirSync(bin);
  for (const name of NEEDED)
    symlinkSync(
      execFileSync('sh', ['-c', `command -v ${name}`])
        .toString()
        .trim(),
      join(bin, name),
    );
  const it: Patient = {
    box,
    repo,
    bin,
    local: join(repo, '.git/canon'),
    env,
    canon: (args, options = {}) => box.canon(options.at ?? repo, args, { env: { ...env, ...options.env } }),
    doctor: (...args) => it.doctorAt(repo, ...args),
    async doctorAt(at, ...args) {
      const { code, stdout, stderr } = await it.canon(['doctor', '--json', ...args], { at });
      if (stderr !== '') throw new Error(stderr);
      return { exit: code, ...(JSON.parse(stdout) as Omit<Told, 'exit'>) };
    },
    edit: (path, change) => box.write(join(repo, path), change(box.read(join(repo, path)))),
    command(name, script) {
      // It may be a link to the machine's own.
      rmSync(join(bin, name), { force: true });
      box.write(join(bin, name), script);
      chmodSync(join(bin, name), 0o755);
    },
    state: () =>
      existsSync(it.local)
        ? readdirSync(it.local, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map(({ parentPath, name }) => join(parentPath, name).slice(it.local.length + 1))
            .filter((path) => !/^(?:cache|locks)\//.test(path))
            .sort()
        : [],
  };
  it.command('canon', `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`);
  return it;
}

/** The same, set up and committed. */
export function healthy(): Patient {
  const it = patient();
  const { box, repo } = it;
  remembered(box, ['app'], 'set up for Claude Code and Codex', () => {
    box.repo('app');
    const args = [BIN, 'init', '--host', 'claude-code', '--host', 'codex'];
    execFileSync(process.execPath, args, { cwd: repo, env: { ...box.env, ...it.env }, stdio: 'ignore' });
    box.git(repo, 'add', '.');
    box.git(repo, 'commit', '-qm', 'Set up canon');
    // As of a clone in which nobody has called canon yet.
    rmSync(it.local, { recursive: true, force: true });
  });
  return it;
}

export const codesOf = ({ diagnostics }: Told): string[] => diagnostics.map(({ code }) => code);
export const hooksOf = ({ data }: Told, host: string): readonly HookTold[] =>
  data.hosts.find(({ name }) => name === host)?.events ?? [];
export const hookOf = (told: Told, host: string, event: string): HookTold | undefined =>
  hooksOf(told, host).find((hook) => hook.event === event);

export interface Settings {
  hooks: Record<string, { hooks: { type: string; command: string; timeout?: number }[] }[]>;
  disableAllHooks?: boolean;
}

/** Changes a settings file as somebody would who writes JSON. */
export const settle = (it: Patient, path: string, change: (settings: Settings) => void): void =>
  it.edit(path, (text) => {
    const settings = JSON.parse(text) as Settings;
    change(settings);
    return JSON.stringify(settings, null, 2);
  });
