import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type ChangeProject, targetOf } from './project.ts';

/** The name of a file, as far as it is kept, and letters and digits that no other process has. */
const TEMPORARY = /^\.(.+)\.[^.]+\.tmp$/s;

/** Removes the half-written files that a killed run left beside those it was about to write (`atomicWrite`). */
export async function sweepTemporaries(project: ChangeProject, paths: readonly string[]): Promise<void> {
  const folders = new Map<string, Set<string>>();
  for (const path of new Set(paths)) {
    const file = await targetOf(project, path);
    const folder = folders.get(dirname(file)) ?? new Set();
    folders.set(dirname(file), folder.add(basename(file).slice(0, 80)));
  }
  for (const [folder, files] of folders) {
    const names = await readdir(folder).catch(() => []);
    const left = names.filter((name) => files.has(TEMPORARY.exec(name)?.[1] ?? ''));
    await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
  }
}
