import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { status as gitStatus } from '../git/status.ts';
import { trackedPaths } from '../git/tracked.ts';
import { BUILD } from '../store/build.ts';
import { atomicWrite } from '../store/atomic.ts';
import { derivedState } from '../store/derived.ts';
import { fileClock, fileStamp } from '../store/file-stamp.ts';
import { localFile } from '../store/local.ts';
import { MOST_CACHE, readPlain } from '../store/plain-file.ts';
import { recordDirs } from '../store/place.ts';
import type { Project } from '../store/project.ts';
import type { CheckResult } from './check.ts';
import { isUnchanged, type Seen, seenBy } from './seen.ts';

interface Kept {
  readonly key: string;
  readonly seen: Seen;
  readonly result: CheckResult;
}

/**
 * What `check` finds, from the last run where nothing has changed that its answer depends on: the records,
 * the derived files, the configuration, and whether the places that links lead to are there.
 */
export async function checkCached(project: Project): Promise<CheckResult> {
  const clock = clockOf(project);
  const asked = gitStatus(project.repo, recordDirs(project));
  asked.catch(() => {});
  const key = JSON.stringify([BUILD, project.config, project.prefix, await derivedState(project)]);
  const kept = readKept(project);
  if (kept?.key === key && clock !== undefined && holds(project, kept.result)) {
    if (isUnchanged(project, kept.seen, await asked, clock)) return kept.result;
  }
  const listed = trackedPaths(project.repo, recordDirs(project));
  listed.catch(() => {});
  const { check } = await import('./check.ts');
  const { result, read } = await check(project, clock);
  const [status, tracked] = await Promise.all([asked, listed]);
  const seen = clock === undefined ? undefined : seenBy(project, status, read, tracked, clock);
  if (seen) await keep(project, { key, seen, result });
  return result;
}

const holds = ({ root }: Project, { targets, derived }: CheckResult): boolean =>
  Object.entries(targets).every(([path, there]) => existsSync(join(root, path)) === there) &&
  Object.entries(derived).every(([path, stamp]) => fileStamp(join(root, path)).stamp === stamp);

const nameOf = ({ worktreeKey, prefix }: Project): string =>
  `check-${worktreeKey}-${prefix.replaceAll('/', '_')}.json`;

function readKept(project: Project): Kept | undefined {
  try {
    return JSON.parse(
      readPlain(join(project.local, 'cache', nameOf(project)), MOST_CACHE)?.text ?? '',
    ) as Kept;
  } catch {
    // Not there, or not whole: all is checked.
    return undefined;
  }
}

async function keep(project: Project, kept: Kept): Promise<void> {
  try {
    const file = localFile(project, 'cache', nameOf(project));
    await atomicWrite(file, JSON.stringify(kept), { mode: 0o600, durable: false });
  } catch {
    // A cache is no reason to fail.
  }
}

function clockOf(project: Project): number | undefined {
  try {
    return fileClock(project);
  } catch {
    return undefined;
  }
}
