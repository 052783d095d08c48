import { spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import { type Env, gitEnv } from './env.ts';
import { parseStatus, type Status } from './status.ts';

/**
 * `git status` of a whole work tree as `status` has it, for whoever has nothing else to ask of git: what git
 * says goes into a file, because the streams of a pipe alone cost a tenth of Node's start. Undefined where
 * git did not answer; who needs to know why asks `status`.
 *
 * @param top the work tree's top folder
 * @param scratch a path that nobody else uses; the file is gone afterwards
 */
export async function leanStatus(top: string, env: Env, scratch: string): Promise<Status | undefined> {
  let fd: number | undefined;
  try {
    fd = openSync(scratch, 'wx+', 0o600);
    const removed = remove(scratch);
    const code = await run(top, env, fd);
    const out = code === 0 ? readAll(fd) : undefined;
    closeSync(fd);
    fd = undefined;
    // Where an open file has a name that cannot be taken away.
    if (!removed) remove(scratch);
    return out === undefined ? undefined : parseStatus(out);
  } catch {
    if (fd !== undefined) closeSync(fd);
    return undefined;
  }
}

// The arguments of `status` without its options.
const ARGS = [
  '-c',
  'core.quotePath=off',
  'status',
  '--porcelain=v2',
  '-z',
  '--branch',
  '--untracked-files=no',
  '--no-renames',
  '--ahead-behind',
  '--ignore-submodules=none',
  '--',
];

function run(top: string, env: Env, fd: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ARGS, {
      cwd: top,
      env: gitEnv(env),
      stdio: ['ignore', fd, 'ignore'],
      windowsHide: true,
    });
    child.on('error', reject);
    child.on('exit', resolve);
  });
}

function readAll(fd: number): string {
  const bytes = Buffer.allocUnsafe(fstatSync(fd).size);
  let at = 0;
  while (at < bytes.length) {
    const read = readSync(fd, bytes, at, bytes.length - at, at);
    if (read === 0) break;
    at += read;
  }
  return bytes.toString('utf8', 0, at);
}

function remove(file: string): boolean {
  try {
    rmSync(file, { force: true });
    return true;
  } catch {
    return false;
  }
}
