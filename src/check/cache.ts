import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { namedTips } from '../git/refs.ts';
import { status as gitStatus } from '../git/status.ts';
import { commitsKnown } from '../git/commits-known.ts';
import { textOf } from '../git/read-text.ts';
import { trackedPaths } from '../git/tracked.ts';
import { OPERATORS_PATH } from '../identity/operators.ts';
import { BUILD } from '../store/build.ts';
import { atomicWrite } from '../store/atomic.ts';
import { derivedState } from '../store/derived.ts';
import { fileClock, fileStamp, isSettled } from '../store/file-stamp.ts';
import { localFile } from '../store/local.ts';
import { MOST_CACHE, readPlain } from '../store/plain-file.ts';
import { recordDirs } from '../store/place.ts';
import { onAnyBranch } from '../store/record-places.ts';
import type { Project } from '../store/project.ts';
import type { Moment } from '../world.ts';
import type { CheckResult } from './check.ts';
import { isUnchanged, type Seen, seenBy } from './seen.ts';

interface Kept {
  readonly key: string;
  readonly seen: Seen;
  readonly result: CheckResult;
}

/**
 * What `check` finds, from the last run where nothing has changed that its answer depends on: the records,
 * the derived files, the configuration, the operators, the claims, whether the places that links lead to are there,
 * what git had under names of commits and on other branches, and the days that have passed.
 */
export async function checkCached(project: Project, now?: Moment): Promise<CheckResult> {
  const clock = clockOf(project);
  const asked = gitStatus(project.repo, recordDirs(project));
  asked.catch(() => {});
  const claims = fileStamp(join(project.local, 'claims'));
  const key = JSON.stringify([
    BUILD,
    project.config,
    project.prefix,
    await derivedState(project),
    await namedTips(project.repo),
    // A time zone moves the ends of days.
    now?.offset,
    claims.stamp,
    textOf(join(project.root, OPERATORS_PATH)),
  ]);
  const kept = readKept(project);
  if (kept?.key === key && clock !== undefined && holds(project, kept.result, now)) {
    const told = asGitTells(project, kept.result);
    told.catch(() => {});
    if (isUnchanged(project, kept.seen, await asked, clock) && (await told)) return kept.result;
  }
  const listed = trackedPaths(project.repo, recordDirs(project));
  listed.catch(() => {});
  const { check } = await import('./check.ts');
  const { result, read } = await check(project, clock, now);
  const [status, tracked] = await Promise.all([asked, listed]);
  const settled = clock !== undefined && isSettled(claims.stats, clock);
  const seen = settled ? seenBy(project, status, read, tracked, clock) : undefined;
  if (seen) await keep(project, { key, seen, result });
  return result;
}

const holds = (
  { root }: Project,
  { targets, derived, time }: CheckResult,
  now: Moment | undefined,
): boolean =>
  (time === undefined) === (now === undefined) &&
  (time === undefined || now === undefined || isWithin(time, now.ms)) &&
  Object.entries(targets).every(([path, there]) => existsSync(join(root, path)) === there) &&
  Object.entries(derived).every(([path, stamp]) => fileStamp(join(root, path)).stamp === stamp);

const isWithin = (
  { from, until = Number.POSITIVE_INFINITY }: NonNullable<CheckResult['time']>,
  now: number,
) => from <= now && now < until;

/** Whether git still says the same of what a fetch brings: commits that were missing, sessions of other branches. */
async function asGitTells(project: Project, { missing, elsewhere }: CheckResult): Promise<boolean> {
  const [commits, found] = await Promise.all([
    commitsKnown(project.repo, missing),
    onAnyBranch(project, elsewhere.asked),
  ]);
  return (
    missing.every((name) => commits.get(name) === 'missing') &&
    found.size === elsewhere.found.length &&
    elsewhere.found.every((id) => found.has(id))
  );
}

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
