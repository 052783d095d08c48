import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type ChangeProject, targetOf } from './project.ts';

/** Removes the half-written files that a killed run left beside those it was about to write (`atomicWrite`). */
export async function sweepTemporaries(project: ChangeProject, paths: readonly string[]): Promise<void> {
  for (const path of new Set(paths)) {
    const file = await targetOf(project, path);
    const start = `.${basename(file).slice(0, 80)}.`;
    const names = await readdir(dirname(file)).catch(() => []);
    const left = names.filter((name) => name.startsWith(start) && name.endsWith('.tmp'));
    await Promise.all(left.map((name) => rm(join(dirname(file), name), { force: true })));
  }
}
