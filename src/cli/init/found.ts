import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Project } from '../../store/project.ts';
import { containedPath, readRecord } from '../../store/read.ts';
import type { FoundFile, WantedFile } from './plan.ts';

/**
 * The files at these paths, as they are.
 * @throws E_PATH_OUTSIDE, E_FILE_SYMLINK and others before anything is written
 */
export async function findFiles(project: Project, paths: Iterable<string>): Promise<Map<string, FoundFile>> {
  const found = new Map<string, FoundFile>();
  for (const path of new Set(paths)) {
    const text = await readRecord(project, path);
    if (text === undefined) continue;
    const executable = (statSync(containedPath(project, path)).mode & 0o100) !== 0;
    found.set(path, { text, executable });
  }
  return found;
}

/**
 * The path that git knows a file by: `.claude/skills` may be a link to `.agents/skills`, and git adds
 * nothing through a link. Where two wanted files turn out to be one, the first stays.
 */
export function throughLinks(project: Project, wanted: readonly WantedFile[]): WantedFile[] {
  const byPath = new Map<string, WantedFile>();
  for (const file of wanted) {
    const path = realPathOf(project, file.path);
    if (!byPath.has(path)) byPath.set(path, { ...file, path });
  }
  return [...byPath.values()];
}

/** The path that git knows one file by. @throws E_PATH_OUTSIDE */
export function realPathOf(project: Project, path: string): string {
  // Refuses what leads out of the repository.
  const file = containedPath(project, path);
  let dir = dirname(file);
  const rest = [file.slice(dir.length + 1)];
  while (!existsSync(dir) && dir !== project.root) {
    rest.unshift(dir.slice(dirname(dir).length + 1));
    dir = dirname(dir);
  }
  const real = relative(realpathSync(project.root), join(realpathSync(dir), ...rest));
  // A link to a place in the repository but beside this project: leave it to git to complain.
  return real.startsWith('..') ? path : real.split(sep).join('/');
}

/** Every file below a folder, relative to the project's root; undefined when there are too many to matter. */
export function filesBelow(root: string, folder: string, most = 200): string[] | undefined {
  const files: string[] = [];
  const folders = [folder];
  for (let dir = folders.pop(); dir !== undefined; dir = folders.pop()) {
    for (const entry of readdirSync(join(root, dir), { withFileTypes: true })) {
      const path = `${dir}/${entry.name}`;
      if (entry.isDirectory()) folders.push(path);
      else files.push(path);
      if (files.length > most) return undefined;
    }
  }
  return files;
}
