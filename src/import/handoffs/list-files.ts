import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import type { SourceProblem } from '../item.ts';
import { isText } from './recognise.ts';

/** A file that may be a handoff, or something that one shows. */
export interface FoundFile {
  /** Relative to the folder that is imported, with forward slashes. */
  readonly path: string;
  readonly size: number;
  /** When it was last written, milliseconds. */
  readonly mtime: number;
}

/** What stands below a path. */
export interface Listing {
  /** Absolute, links resolved: the folder, or the one that holds the file. */
  readonly base: string;
  /** The path was that of a file. */
  readonly single: boolean;
  readonly files: readonly FoundFile[];
  readonly problems: readonly SourceProblem[];
}

const MOST_FILES = 100_000;
const DEEPEST = 64;

/** Folders in which nobody keeps handoffs. */
const NOT_IN: ReadonlySet<string> = new Set(['.git', 'node_modules', '.canon']);

/**
 * All files below a path, sorted. No link is followed: what it leads to is imported by its own name, or not at all.
 * @throws E_IMPORT_NO_SOURCE where there is nothing
 */
export function listFiles(path: string, named: string): Listing {
  let real: string;
  let single: boolean;
  try {
    real = realpathSync.native(path);
    const stat = statSync(real);
    single = stat.isFile();
    if (!single && !stat.isDirectory()) throw new Error('neither file nor folder');
  } catch (cause) {
    throw new CanonError('E_IMPORT_NO_SOURCE', { data: { path: named }, cause });
  }
  const files: FoundFile[] = [];
  const problems: SourceProblem[] = [];
  if (single) {
    const { size, mtimeMs } = statSync(real);
    return { base: dirname(real), single, files: [{ path: basename(real), size, mtime: mtimeMs }], problems };
  }
  const visit = (folder: string, below: string, depth: number): void => {
    let entries;
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch {
      problems.push({ code: 'import-folder-unreadable', path: below === '' ? '.' : below, lost: true });
      return;
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!NOT_IN.has(entry.name) && depth < DEEPEST) visit(join(folder, entry.name), path, depth + 1);
      } else if (entry.isSymbolicLink()) {
        if (isText(entry.name)) problems.push({ code: 'import-file-link', path, lost: false });
      } else if (entry.isFile()) {
        if (files.length >= MOST_FILES)
          throw new CanonError('E_IMPORT_TOO_MANY_FILES', { data: { path: named, most: MOST_FILES } });
        const stat = lstatSync(join(folder, entry.name), { throwIfNoEntry: false });
        if (stat) files.push({ path, size: stat.size, mtime: stat.mtimeMs });
        // Gone since, or of a name in another encoding than UTF-8, under which nothing can be asked for.
        else if (isText(entry.name)) problems.push({ code: 'import-file-unreadable', path, lost: true });
      }
    }
  };
  visit(real, '', 0);
  return { base: real, single, files, problems };
}
