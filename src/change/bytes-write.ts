import { rm } from 'node:fs/promises';
import { createExclusive } from '../store/atomic.ts';
import { areVersion, bytesOf } from './bytes.ts';
import { isThere } from './bytes-file.ts';
import type { PlannedFile } from './plan.ts';
import { type ChangeProject, gitPath, readWork, targetOf } from './project.ts';
import type { OwnBytes, Skipped } from './versions.ts';

/** A file that need not be text, as it is to be put into the work tree alone, or taken from it. */
export interface WholeWrite {
  readonly path: string;
  readonly whole: OwnBytes['whole'];
  /** It is so already. */
  readonly same: boolean;
}

/**
 * Looks whether that can be. Nothing is written yet.
 * @throws E_CHANGE_EXISTS
 */
export async function wholeWrite(
  project: ChangeProject,
  path: string,
  whole: OwnBytes['whole'],
  expect: PlannedFile['expect'],
): Promise<WholeWrite | Pick<Skipped, 'why'>> {
  const work = await readWork(await targetOf(project, path));
  if (work.is === 'other') return { why: 'not-a-file' };
  if (whole.op === 'remove') {
    if (work.is === 'absent') return { path, whole, same: true };
    // Nothing is removed without a commit that has it: the work tree may be the only place it is in.
    const args = ['rev-parse', '--verify', '--quiet', `HEAD:${gitPath(project, path)}`];
    const { stdout } = await project.repo.git.run(args, { ok: [0, 1, 128] });
    return areVersion(project.repo, work.bytes, stdout.trim())
      ? { path, whole, same: false }
      : { why: 'uncommitted' };
  }
  if (work.is === 'absent') return expect === 'present' ? { why: 'missing' } : { path, whole, same: false };
  if (areVersion(project.repo, work.bytes, whole.oid)) return { path, whole, same: true };
  if (expect === 'absent') throw isThere(path);
  return { why: 'edited' };
}

/** Puts the files there, one at a time; answers the paths of those that were not as they are now. */
export async function putWholes(project: ChangeProject, wholes: readonly WholeWrite[]): Promise<string[]> {
  const open = wholes.filter(({ same }) => !same);
  for (const { path, whole } of open) {
    const file = await targetOf(project, path);
    if (whole.op === 'remove') await rm(file, { force: true });
    else if (!(await createExclusive(file, await bytesOf(project.repo, path, whole)))) throw isThere(path);
  }
  return open.map(({ path }) => path);
}
