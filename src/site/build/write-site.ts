import { existsSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stampOfStats } from '../../store/file-stamp.ts';
import { replaceFile } from './replace-file.ts';
import { readManifest, writeManifest, type Manifest } from './manifest.ts';
import { claimFolder, removeFiles, writeList } from './out-folder.ts';
import type { SiteFile } from './site-file.ts';
import type { Project } from '../../store/project.ts';
import { nameHash } from '../../text/name-hash.ts';

/** What a build has done to its folder. */
export interface Written {
  /** Paths of the files that were written, in order. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Makes a folder hold these files and no others of canon's: writes what has changed, and removes what is no more.
 * @param out absolute; it is made if it is not there
 * @throws E_SITE_FOLDER where it holds anything that canon did not write
 */
export async function writeSite(project: Project, out: string, files: readonly SiteFile[]): Promise<Written> {
  const name = nameHash(out);
  const listed = claimFolder(out);
  const before = readManifest(project, name);
  const paths = new Set(files.map(({ path }) => path));
  // First the list: what a build that is killed leaves behind is known to be canon's.
  writeList(out, new Set([...listed, ...paths]));
  const next: Manifest = new Map();
  const written: string[] = [];
  const folders = new Set<string>();
  for (const file of files) {
    const known = before.get(file.path);
    const target = join(out, file.path);
    const isSame =
      known?.key === file.key &&
      known.stamp === stampOf(target) &&
      (known.asked === undefined || file.holds?.(known.asked) !== false);
    if (isSame) {
      next.set(file.path, known);
      continue;
    }
    const { content, asked } = await file.make();
    const folder = dirname(target);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    // A reader finds the old page or the new one; what is not there yet nobody reads.
    if (known !== undefined || existsSync(target)) replaceFile(target, content);
    else writeFileSync(target, content);
    written.push(file.path);
    next.set(file.path, { key: file.key, stamp: stampOf(target), ...(asked ? { asked } : {}) });
  }
  const removed = [...listed].filter((path) => !paths.has(path)).toSorted();
  removeFiles(out, removed);
  if (removed.length > 0) writeList(out, paths);
  if (written.length > 0 || removed.length > 0 || before.size !== next.size) {
    writeManifest(project, name, next);
  }
  return { written, removed };
}

function stampOf(path: string): string {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? stampOfStats(stats) : '-';
}
