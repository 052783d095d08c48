import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { atomicWrite } from '../store/atomic.ts';
import { derivedState } from '../store/derived.ts';
import { fileStamp } from '../store/file-stamp.ts';
import { localFile } from '../store/local.ts';
import { look } from '../store/look.ts';
import type { Project } from '../store/project.ts';
import { stampAfter, stampOf } from '../store/stamp.ts';
import type { CheckResult } from './check.ts';

/** Raised whenever a rule changes what it finds. */
const FORMAT = 1;

interface Kept extends CheckResult {
  readonly stamp: string;
}

/**
 * What `check` finds, from the last run where nothing has changed that its answer depends on: the records,
 * the derived files, the configuration, and whether the places that links lead to are there.
 */
export async function checkCached(project: Project): Promise<CheckResult> {
  const [seen, state] = await Promise.all([look(project), derivedState(project)]);
  const whole = (records: string | undefined): string | undefined =>
    records && JSON.stringify([FORMAT, version, project.config, project.prefix, state, records]);
  const before = whole(stampOf(project, seen));
  const kept = readKept(project);
  if (kept && before !== undefined && kept.stamp === before && holds(project, kept)) return kept;
  const [{ check }, { readRows }] = await Promise.all([import('./check.ts'), import('../store/rows.ts')]);
  const result = await check(project);
  // What git does not know of is known only once rows were made of this look; else the next run is no faster.
  if (before === undefined) await readRows(project, seen);
  const stamp = before ?? whole(stampAfter(project, seen));
  if (stamp !== undefined) await keep(project, { ...result, stamp });
  return result;
}

const holds = ({ root }: Project, { targets, derived }: CheckResult): boolean =>
  Object.entries(targets).every(([path, there]) => existsSync(join(root, path)) === there) &&
  Object.entries(derived).every(([path, stamp]) => fileStamp(join(root, path)).stamp === stamp);

const fileOf = (project: Project): string =>
  join(project.local, 'cache', `check-${project.worktreeKey}-${project.prefix.replaceAll('/', '_')}.json`);

function readKept(project: Project): Kept | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(project), 'utf8')) as Kept;
  } catch {
    return undefined;
  }
}

async function keep(project: Project, kept: Kept): Promise<void> {
  try {
    await atomicWrite(
      localFile(project, 'cache', fileOf(project).split(/[\\/]/).at(-1) ?? ''),
      JSON.stringify(kept),
      {
        mode: 0o600,
        durable: false,
      },
    );
  } catch {
    // A cache is no reason to fail.
  }
}
