import { randomUUID } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createExclusive } from '../store/atomic.ts';
import type { ChangeProject } from './project.ts';

// Git's own protocol for its index: whoever creates `index.lock` may replace `index`, and removes the
// lock. Everybody else, canon included, keeps away. The new index is made in a file beside it, so that
// the lock can hold a line that says whose it is.

const SIGN = 'canon has the index; a later canon command removes this lock if its process is gone\n';

const COPY = 'canon-index-';

/** Removes the copies that killed runs left behind. */
function sweep(gitDir: string): void {
  const left = readdirSync(gitDir).filter((name) => name.startsWith(COPY));
  for (const name of left) rmSync(join(gitDir, name), { force: true });
}

/** Changes with every write of the index. */
export function indexStamp(project: ChangeProject): string {
  const info = statSync(join(project.repo.gitDir, 'index'), { throwIfNoEntry: false });
  return info ? `${info.ino} ${info.size} ${info.mtimeMs} ${info.ctimeMs}` : 'none';
}

/** A copy of the index, to be changed with `GIT_INDEX_FILE`. It takes no lock to make one. */
export interface IndexCopy {
  readonly path: string;
  /** Makes it, in the place of any other that was made before in this work tree. */
  make(): void;
  remove(): void;
}

/** The name of a copy; nothing is there yet. */
export function indexCopy({ repo: { gitDir } }: ChangeProject): IndexCopy {
  const index = join(gitDir, 'index');
  // A name of its own: a git that a killed canon had started may still be at work on an earlier copy.
  const path = join(gitDir, `${COPY}${randomUUID().slice(0, 8)}`);
  return {
    path,
    make() {
      sweep(gitDir);
      const info = statSync(index, { throwIfNoEntry: false });
      if (!info) return;
      copyFileSync(index, path);
      // Git takes a file as unchanged only if it is older than the index. The copy is new, but what it
      // says is as old as the original: a little older, so that git looks once too often and never too seldom.
      const seconds = (Math.floor(info.mtimeMs) - 1) / 1000;
      utimesSync(path, seconds, seconds);
    },
    remove: () => rmSync(path, { force: true }),
  };
}

/** The index, locked. */
export interface LockedIndex {
  readonly copy: IndexCopy;
  /** Puts the copy in the index's place. */
  replace(): void;
  /** Gives the lock back; without `replace` the index stays as it was. */
  release(): void;
}

/**
 * Locks the index against git and everybody else. Undefined when another process kept it for longer than
 * `wait` milliseconds; its lock is never removed, only one that a killed canon left behind in this work
 * tree (the caller holds canon's lock of the work tree, so no living canon can own it).
 */
export async function lockIndex(
  project: ChangeProject,
  wait: number,
  copy: IndexCopy = indexCopy(project),
): Promise<LockedIndex | undefined> {
  const { gitDir } = project.repo;
  const lock = join(gitDir, 'index.lock');
  let waited = 0;
  for (
    let pause = 2;
    !(await createExclusive(lock, SIGN, { durable: false }));
    pause = Math.min(pause * 2, 64)
  ) {
    if (isSigned(lock)) {
      rmSync(lock, { force: true });
      continue;
    }
    if (waited >= wait) return undefined;
    await sleep(pause);
    waited += pause;
  }
  let held = true;
  return {
    copy,
    replace: () => renameSync(copy.path, join(gitDir, 'index')),
    release() {
      // Once only: by the second time the lock may be somebody else's.
      if (!held) return;
      held = false;
      copy.remove();
      rmSync(lock, { force: true });
    },
  };
}

function isSigned(lock: string): boolean {
  try {
    return readFileSync(lock, 'utf8') === SIGN;
  } catch {
    // Given back just now.
    return false;
  }
}
