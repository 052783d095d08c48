import { spawn } from 'node:child_process';
import type { ChildProcessByStdio, ChildProcessWithoutNullStreams, SpawnOptions } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { CanonError } from '../fault/error.ts';
import { type Env, gitEnv } from './env.ts';

export interface GitOptions {
  /** Written to the process's standard input, which is then closed. */
  readonly input?: string | Uint8Array;
  /** Added to the environment (`GIT_INDEX_FILE` …). */
  readonly env?: Env;
  /** Exit codes that are answers and no failure. Default: 0 alone. */
  readonly ok?: readonly number[];
  readonly cwd?: string;
  /** Milliseconds, after which the process is ended: E_GIT_TIMEOUT. */
  readonly timeout?: number;
}

export interface GitResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How every git process is started: argv only, no shell, a scrubbed environment. */
export interface Git {
  readonly cwd: string;
  /** What every process gets (`gitEnv`). */
  readonly env: Env;
  /** Output as UTF-8. Throws E_GIT_FAILED for an exit code that is not `ok`, E_GIT_MISSING, E_GIT_TIMEOUT. */
  run(args: readonly string[], options?: GitOptions): Promise<GitResult>;
  /** Standard output as bytes. */
  bytes(args: readonly string[], options?: GitOptions): Promise<Buffer>;
  /** A running git, to talk with. */
  start(args: readonly string[], options?: Pick<GitOptions, 'env' | 'cwd'>): ChildProcessWithoutNullStreams;
}

/** A git whose output is heard; its input is there only if there is something to say. */
type Launch = (
  args: readonly string[],
  options: GitOptions,
) => ChildProcessByStdio<Writable | null, Readable, Readable>;

const ALWAYS = ['-c', 'core.quotePath=off'];

interface Finished {
  readonly code: number;
  readonly out: Buffer;
  readonly err: string;
}

/** Git in `cwd` with the user's environment. Starts nothing yet. */
export function createGit(cwd: string, env: Env): Git {
  const base = gitEnv(env);
  const settings = (options: GitOptions): SpawnOptions => ({
    cwd: options.cwd ?? cwd,
    env: options.env ? { ...base, ...options.env } : base,
    windowsHide: true,
  });
  const start: Git['start'] = (args, options = {}) =>
    spawn('git', [...ALWAYS, ...args], { ...settings(options), stdio: 'pipe' });
  // A pipe that nobody writes to still costs its making.
  const launch: Launch = (args, options) =>
    options.input === undefined
      ? spawn('git', [...ALWAYS, ...args], { ...settings(options), stdio: ['ignore', 'pipe', 'pipe'] })
      : start(args, options);
  const run = async (args: readonly string[], options: GitOptions = {}): Promise<Finished> => {
    const finished = await finish(launch(args, options), args, options, options.cwd ?? cwd);
    if ((options.ok ?? [0]).includes(finished.code)) return finished;
    throw await failure(args, finished, launch);
  };
  return {
    cwd,
    env: base,
    start,
    async run(args, options) {
      const { code, out, err } = await run(args, options);
      return { code, stdout: out.toString('utf8'), stderr: err };
    },
    async bytes(args, options) {
      return (await run(args, options)).out;
    },
  };
}

function finish(
  child: ReturnType<Launch>,
  args: readonly string[],
  options: GitOptions,
  cwd: string,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let timer: NodeJS.Timeout | undefined;
    if (options.timeout !== undefined) {
      timer = setTimeout(() => {
        child.kill();
        // What git started (ssh, a helper) may keep the pipes open: do not wait for them.
        child.stdout.destroy();
        child.stderr.destroy();
        reject(new CanonError('E_GIT_TIMEOUT', { data: { args: args.join(' '), ms: options.timeout ?? 0 } }));
      }, options.timeout);
    }
    child.on('error', (cause: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(startFailure(cause, cwd));
    });
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? -1, out: Buffer.concat(out), err: Buffer.concat(err).toString('utf8') });
    });
    // A git that does not read its input may be gone before it is written; its exit code says why.
    child.stdin?.on('error', () => {});
    child.stdin?.end(options.input);
  });
}

/** ENOENT means no git on PATH, unless it is the folder that is not there. */
export function startFailure(cause: NodeJS.ErrnoException, cwd: string): CanonError {
  const missing = cause.code === 'ENOENT' && existsSync(cwd);
  if (missing) return new CanonError('E_GIT_MISSING', { cause });
  return new CanonError('E_GIT_FAILED', { data: { args: '', code: -1, stderr: cause.message }, cause });
}

const OLDEST = [2, 30] as const;

// The version is asked for only once something failed: it would cost each command a process.
async function failure(
  args: readonly string[],
  { code, err }: Finished,
  launch: Launch,
): Promise<CanonError> {
  const data = { args: args.join(' '), code, stderr: err.trim() };
  const cause = new CanonError('E_GIT_FAILED', { data });
  if (/detected dubious ownership/.test(err)) return new CanonError('E_GIT_UNSAFE', { data, cause });
  const version = await finish(launch(['--version'], {}), ['--version'], {}, '.').catch(() => undefined);
  const found = version?.out.toString('utf8').match(/(\d+)\.(\d+)[.\w]*/);
  const [major, minor] = [Number(found?.[1] ?? OLDEST[0]), Number(found?.[2] ?? OLDEST[1])];
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    return new CanonError('E_GIT_TOO_OLD', { data: { ...data, version: found?.[0] ?? '' }, cause });
  }
  return cause;
}
