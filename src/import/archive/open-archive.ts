import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import type { SourceProblem } from '../item.ts';
import { type Budget, createBudget } from './budget.ts';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './limits.ts';
import { openFolder } from './open-folder.ts';
import { type Listing, openZip } from './open-zip.ts';
import { troubleProblem } from './problem.ts';
import { FileFault, type SourceFile } from './source-file.ts';

/** The files of what is imported, wherever they lie: in folders, zips, and zips inside of those. */
export interface Archive {
  readonly files: readonly SourceFile[];
  readonly problems: readonly SourceProblem[];
  /** Closes what was opened and removes what was unpacked. */
  readonly close: () => Promise<void>;
}

export interface ArchiveOptions {
  readonly signal: AbortSignal;
  readonly limits?: ArchiveLimits;
  /** Whether a zip inside is a part of the whole, and not a file like others. */
  readonly isPart: (path: string, siblings: readonly SourceFile[]) => boolean;
  /** Where parts are unpacked, in a folder of their own; the system's place for such things unless given. */
  readonly scratch?: string;
  /** The part of a path that counts: an export's own folder has another name each time. */
  readonly place?: (path: string) => string;
}

/** Tools that write other names than UTF-8 write all of them so. */
const MOST_NAMED = 10;

function oddNames(paths: readonly string[]): SourceProblem[] {
  const more = paths.length - MOST_NAMED;
  return paths.slice(0, MOST_NAMED).map((path, at) => ({
    code: 'import-archive-encoding',
    path,
    ...(at === MOST_NAMED - 1 && more > 0 && { args: { more } }),
    lost: false,
  }));
}

/**
 * Opens folders and zips as one. Zips that are parts of them are unpacked into a private folder until `close`.
 * @param paths absolute, with what errors call them
 * @throws E_IMPORT_ARCHIVE_MISSING, E_IMPORT_ARCHIVE_UNREADABLE, E_IMPORT_ARCHIVE_…
 */
export async function openArchive(
  paths: readonly { readonly file: string; readonly shown: string }[],
  options: ArchiveOptions,
): Promise<Archive> {
  const limits = options.limits ?? ARCHIVE_LIMITS;
  const closing: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const one of closing.splice(0).toReversed()) await one();
  };
  const problems: SourceProblem[] = [];
  const byPath = new Map<string, SourceFile>();
  let scratch: string | undefined;
  let unpacked = 0;

  const take = async (listing: Listing, depth: number, budget: Budget, size: number): Promise<void> => {
    closing.push(listing.close);
    for (const { path, trouble } of listing.troubles) problems.push(troubleProblem(path, trouble));
    problems.push(...oddNames(listing.odd));
    const parts: SourceFile[] = [];
    for (const file of listing.files) {
      if (/\.zip$/i.test(file.path) && options.isPart(file.path, listing.files)) parts.push(file);
      else await keep(file);
    }
    // Part-2 before Part-10.
    for (const part of parts.toSorted((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true })))
      await openPart(part, depth + 1, budget, size);
  };

  const keep = async (file: SourceFile): Promise<void> => {
    const path = options.place?.(file.path) ?? file.path;
    const other = byPath.get(path);
    if (byPath.size >= limits.entries)
      throw new CanonError('E_IMPORT_ARCHIVE_ENTRIES', {
        path: paths[0]?.shown ?? '',
        data: { path: paths[0]?.shown ?? '', most: limits.entries },
      });
    if (!other) byPath.set(path, { ...file, path });
    else if (problems.length <= limits.problems && !(await sameBytes(other, file)))
      problems.push(troubleProblem(path, 'twice'));
  };

  const openPart = async (part: SourceFile, depth: number, budget: Budget, size: number): Promise<void> => {
    if (depth >= limits.depth) {
      problems.push(troubleProblem(part.path, 'nested'));
      return;
    }
    if (scratch === undefined) {
      const folder = await mkdtemp(join(options.scratch ?? tmpdir(), 'canon-import-'));
      closing.unshift(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
      scratch = folder;
    }
    unpacked += 1;
    const file = join(scratch, `${unpacked}.zip`);
    try {
      await copyOut(part, file, Math.max(limits.floor, size * limits.nestedRatio));
      const inner = (await stat(file)).size;
      const own = createBudget(part.path, inner, limits, budget);
      await take(await openZip(file, part.path, limits, own, options.signal), depth, own, inner);
    } catch (error) {
      if (error instanceof FileFault) problems.push(troubleProblem(part.path, error.trouble));
      // A part that is damaged does not take the others with it.
      else if (error instanceof CanonError && error.code === 'E_IMPORT_ARCHIVE_DAMAGED')
        problems.push(troubleProblem(part.path, 'damaged'));
      else throw error;
    }
  };

  try {
    for (const { file, shown } of paths) {
      const found = await stat(file).catch((cause: unknown) => {
        throw new CanonError('E_IMPORT_ARCHIVE_MISSING', { path: shown, data: { path: shown }, cause });
      });
      if (found.isDirectory()) {
        const size = limits.total;
        const budget = createBudget(shown, size, limits);
        await take(await openFolder(file, shown, limits, options.signal), 0, budget, size);
      } else {
        const budget = createBudget(shown, found.size, limits);
        await take(await openZip(file, shown, limits, budget, options.signal), 0, budget, found.size);
      }
    }
    return { files: [...byPath.values()], problems, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function copyOut(part: SourceFile, to: string, most: number): Promise<void> {
  const out = await open(to, 'wx', 0o600);
  try {
    for await (const piece of part.bytes(most)) await out.writeFile(piece);
  } finally {
    await out.close();
  }
}

async function sameBytes(one: SourceFile, other: SourceFile): Promise<boolean> {
  if (one.size !== other.size) return false;
  try {
    const [a, b] = [await digest(one), await digest(other)];
    return a === b;
  } catch (error) {
    if (error instanceof FileFault) return false;
    throw error;
  }
}

async function digest(file: SourceFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of file.bytes(file.size)) hash.update(piece);
  return hash.digest('hex');
}
