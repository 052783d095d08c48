import { lstatSync, readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import { isRecordFolder, isRecordName } from '../../store/layout.ts';
import type { Project } from '../../store/project.ts';
import { pathGlob } from '../../text/path-glob.ts';

// Deeper than any layout; an end to what a hostile tree can ask for.
const DEPTH = 8;
const IS_GLOB = /[*?[{]/;

/**
 * The session files that are meant, from the project's root, in the order of their names: all of the sessions folder, those
 * below a folder, one file, or those that a glob matches.
 * @throws E_IMPORT_NO_PATH, E_IMPORT_LEGACY_PLACE
 */
export function chooseFiles(project: Project, cwd: string, paths: readonly string[]): string[] {
  const folder = project.layout.dirOf('session');
  const all = filesBelow(project.root, folder, DEPTH).sort((a, b) => (a < b ? -1 : 1));
  if (paths.length === 0) return all;
  const tests = paths.map((path) => testOf(project, cwd, path, folder));
  return all.filter((file) => tests.some((test) => test(file)));
}

function testOf(project: Project, cwd: string, path: string, folder: string): (file: string) => boolean {
  const place = resolve(cwd, path);
  const from = relative(project.root, place).split(sep).join('/');
  const found = lstatSync(place, { throwIfNoEntry: false });
  if (!found && IS_GLOB.test(path)) {
    // From here where it names a folder, else of names anywhere among the sessions.
    const { matches } = pathGlob(path.includes('/') ? from : path);
    return matches;
  }
  if (!found) throw new CanonError('E_IMPORT_NO_PATH', { data: { path } });
  if (found.isDirectory()) {
    const below = from === '' ? '' : `${from}/`;
    if (below === '' || `${folder}/`.startsWith(below) || below.startsWith(`${folder}/`)) {
      return (file) => file.startsWith(below);
    }
  } else if (from.startsWith(`${folder}/`) && found.isFile()) return (file) => file === from;
  throw new CanonError('E_IMPORT_LEGACY_PLACE', { data: { path, folder } });
}

function filesBelow(root: string, folder: string, depth: number): string[] {
  let entries;
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isFile()) return isRecordName(entry.name) ? [path] : [];
    return depth > 0 && entry.isDirectory() && isRecordFolder(entry.name)
      ? filesBelow(root, path, depth - 1)
      : [];
  });
}
