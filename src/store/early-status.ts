import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { leanStatus } from '../git/status-lean.ts';
import type { Status } from '../git/status.ts';
import type { World } from '../world.ts';
import { fileClock } from './file-stamp.ts';

/** Git's status of a whole work tree, without untracked files, asked for before most of the code was loaded. */
export interface EarlyStatus {
  readonly top: string;
  /** The file system's time from before git was asked. */
  readonly clock: number;
  /** Undefined where git did not answer. */
  readonly status: Promise<Status | undefined>;
}

/** An index of so many bytes (thirty thousand files or so) belongs to more than records: who needs less of it asks for less. */
const LARGE = 4 << 20;

/**
 * Asks git for the status of the work tree around a folder, where that is a plain one in which canon has been
 * before. Undefined elsewhere; and whether it is the work tree that is meant, `look` finds out.
 */
export function startEarlyStatus({ cwd, env }: Pick<World, 'cwd' | 'env'>): EarlyStatus | undefined {
  try {
    const top = plainTop(realpathSync.native(cwd));
    if (top === undefined || statSync(join(top, '.git', 'index')).size > LARGE) return undefined;
    const local = join(top, '.git', 'canon');
    if (!existsSync(join(local, 'cache', 'clock'))) return undefined;
    const clock = fileClock({ local });
    const scratch = join(local, 'cache', `status-${Math.random().toString(36).slice(2)}.tmp`);
    return { top, clock, status: leanStatus(top, env, scratch) };
  } catch {
    return undefined;
  }
}

/** The nearest folder with a `.git` that is a folder itself: no linked work tree, no submodule. */
function plainTop(from: string): string | undefined {
  for (let dir = from; ; dir = dirname(dir)) {
    const found = lstatSync(join(dir, '.git'), { throwIfNoEntry: false });
    if (found) return found.isDirectory() ? dir : undefined;
    if (dirname(dir) === dir) return undefined;
  }
}
