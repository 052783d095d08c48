import { type FileHandle, open } from 'node:fs/promises';
import { constants, existsSync, fstatSync, lstatSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { arch, dlopen, platform } from 'node:process';
import { fileURLToPath } from 'node:url';
import { CanonError } from '../fault/error.ts';
import { codeOf } from './atomic.ts';
import { localFile } from './local.ts';
import { NO_FOLLOW, PLAIN } from './plain-file.ts';

export interface LockOptions {
  /** How long to wait for whoever holds it, in milliseconds. Default 10,000. */
  readonly timeout?: number;
}

/**
 * Runs `fn` while no other process and no other call in this one runs under the same name, in any work
 * tree of the clone. The lock belongs to an open file (`fcntl` with OFD on Linux, `flock` on macOS,
 * `LockFileEx` on Windows), so the kernel takes it back when its holder dies, however it dies.
 *
 * The file is locked for its own sake and never renamed or removed: a lock on a file that is then
 * replaced protects nothing, and a lock file that is removed gives two processes two files to lock.
 * @throws E_LOCK_TIMEOUT, E_LOCK_UNSUPPORTED, E_LOCAL_LINK
 */
export async function withLock<T>(
  project: { readonly local: string },
  name: string,
  fn: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const file = localFile(project, 'locks', `${name}.lock`);
  // The library costs as much as starting git: not before it is needed.
  const { tryLock } = loadLocks();
  const handle = await opened(file, `locks/${name}.lock`);
  try {
    // A pipe has readers and no locks.
    if (!fstatSync(handle.fd).isFile())
      throw new CanonError('E_LOCK_UNSUPPORTED', { data: { file, reason: 'no regular file' } });
    await acquire(() => tryLock(handle.fd), { name, file, timeout: options.timeout ?? 10_000 });
    return await fn();
  } finally {
    // Closing gives the lock back.
    await handle.close();
  }
}

const FLAGS = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | PLAIN;

async function opened(file: string, name: string): Promise<FileHandle> {
  const linked = (cause?: unknown): CanonError =>
    new CanonError('E_LOCAL_LINK', { data: { file: name }, cause });
  if (NO_FOLLOW === 0 && lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) throw linked();
  try {
    return await open(file, FLAGS, 0o600);
  } catch (error) {
    throw ['ELOOP', 'EMLINK'].includes(codeOf(error)) ? linked(error) : error;
  }
}

/** Loads the lock's library ahead of time, for a command that has to wait for something else anyway. */
export function warmLocks(): void {
  try {
    loadLocks();
  } catch {
    // Whoever locks is told.
  }
}

interface Locks {
  tryLock(fd: number): boolean;
}

let locks: Locks | undefined;

function loadLocks(): Locks {
  if (locks) return locks;
  try {
    const here = fileURLToPath(import.meta.url);
    // It is CommonJS, and Node's machinery for modules would cost as much again.
    locks = prebuilt(here) ?? (createRequire(here)('fs-native-extensions') as Locks);
    return locks;
  } catch (cause) {
    throw new CanonError('E_LOCK_UNSUPPORTED', { data: { reason: String(cause) }, cause });
  }
}

interface Addon {
  tryLock(fd: number, offset: number, length: number, exclusive: boolean): void;
}

/**
 * The library's own addon, where there is one for this platform. The library finds it by the rules of several
 * runtimes, and Node finds the library by looking at every folder on the way: both take ten times as long as
 * loading it. Undefined where the library has to look itself.
 */
function prebuilt(from: string): Locks | undefined {
  try {
    const file = addonAbove(from);
    if (file === undefined) return undefined;
    const loaded = { exports: {} as Partial<Addon> };
    dlopen(loaded, file);
    const tryLock = loaded.exports.tryLock?.bind(loaded.exports);
    if (tryLock === undefined) return undefined;
    return {
      tryLock(fd) {
        // It throws what is a plain no: EAGAIN, and `attempt` knows that.
        tryLock(fd, 0, 0, true);
        return true;
      },
    };
  } catch {
    return undefined;
  }
}

/** The addon of the nearest copy of the library, where Node would find it. */
function addonAbove(from: string): string | undefined {
  for (let dir = dirname(from); ; dir = dirname(dir)) {
    const library = join(dir, 'node_modules', 'fs-native-extensions');
    if (existsSync(library)) {
      const file = join(library, 'prebuilds', `${platform}-${arch}`, 'fs-native-extensions.node');
      return existsSync(file) ? file : undefined;
    }
    if (dirname(dir) === dir) return undefined;
  }
}

// Polling and not `waitForLock`: that one cannot be given up, and each waiter blocks one of the four
// threads on which this process does all its file work.
async function acquire(
  tryIt: () => boolean,
  { name, file, timeout }: { name: string; file: string; timeout: number },
): Promise<void> {
  let waited = 0;
  for (let pause = 1; !attempt(tryIt, file); pause = Math.min(pause * 2, 32)) {
    if (waited >= timeout) throw new CanonError('E_LOCK_TIMEOUT', { data: { name, file, ms: timeout } });
    // Unequal pauses, so that waiters do not come back in step.
    const ms = pause * (0.5 + Math.random());
    await new Promise((resolve) => setTimeout(resolve, ms));
    waited += ms;
  }
}

function attempt(tryIt: () => boolean, file: string): boolean {
  try {
    return tryIt();
  } catch (cause) {
    // Windows says EBUSY or EACCES of a file that is locked; others mean that locks do not work here.
    if (['EBUSY', 'EACCES', 'EAGAIN'].includes(codeOf(cause))) return false;
    throw new CanonError('E_LOCK_UNSUPPORTED', { data: { file, reason: String(cause) }, cause });
  }
}
