import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { adrNumber, formatTime } from '../record/ids.ts';
import type { Project } from '../store/project.ts';
import type { World } from '../world.ts';
import { claimedNames, contentOf, create, folderOf } from './claim-file.ts';
import { usedNames } from './next-id.ts';
import type { Who } from './whoami.ts';

/**
 * Reserves the next number of a decision record, in the same way as a session id.
 * @returns the number; the id is made from it and the title
 */
export async function claimAdrNumber(
  project: Project,
  world: Pick<World, 'now'>,
  who: Pick<Who, 'slug'>,
): Promise<number> {
  const [first, content] = await Promise.all([
    nextAdrNumber(project),
    contentOf(project, who, formatTime(world.now())),
  ]);
  for (let next = first; ; next += 1) {
    if (await create(project, adrClaim(next), { content })) return next;
  }
}

/** The number that a decision record would get now: after all that files, branches and claims have. */
export async function nextAdrNumber(project: Project): Promise<number> {
  const [used, claims] = await Promise.all([usedNames(project, 'adr'), claimedNames(project)]);
  let last = 0;
  for (const id of [...used, ...claims.map((name) => name.replace(/^ADR-/, ''))]) {
    const n = adrNumber(id) ?? 0;
    // A date in the name of a file (20260511-…) is no number of a series.
    if (n < 1_000_000) last = Math.max(last, n);
  }
  return last + 1;
}

/** Gives a number back that no record was written for. */
export const releaseAdrNumber = (project: Pick<Project, 'local'>, n: number): Promise<void> =>
  rm(join(folderOf(project), adrClaim(n)), { force: true });

const adrClaim = (n: number): string => `ADR-${String(n).padStart(4, '0')}`;
