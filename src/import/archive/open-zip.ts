import type { Entry, ZipFile } from 'yauzl';
import { CanonError } from '../../fault/error.ts';
import type { Budget } from './budget.ts';
import { entryName } from './entry-name.ts';
import { entryPath, isLitter } from './entry-path.ts';
import type { ArchiveLimits } from './limits.ts';
import { entryBytes, entryTrouble } from './zip-entry.ts';
import type { FileTrouble, SourceFile } from './source-file.ts';

/** What an archive holds, and what of it cannot be taken. */
export interface Listing {
  readonly files: readonly SourceFile[];
  readonly troubles: readonly { readonly path: string; readonly trouble: FileTrouble }[];
  /** Paths that are not UTF-8. */
  readonly odd: readonly string[];
  readonly close: () => void;
}

/**
 * Lists a zip without unpacking anything.
 * @param file absolute
 * @param shown what errors call it
 * @throws E_IMPORT_ARCHIVE_DAMAGED, E_IMPORT_ARCHIVE_ENTRIES, E_IMPORT_ARCHIVE_HOSTILE
 */
export async function openZip(
  file: string,
  shown: string,
  limits: ArchiveLimits,
  budget: Budget,
  signal: AbortSignal,
): Promise<Listing> {
  const { default: yauzl } = await import('yauzl');
  const damaged = (cause: unknown): CanonError =>
    new CanonError('E_IMPORT_ARCHIVE_DAMAGED', { path: shown, data: { path: shown }, cause });
  const tooMany = (): CanonError =>
    new CanonError('E_IMPORT_ARCHIVE_ENTRIES', { path: shown, data: { path: shown, most: limits.entries } });
  let zip: ZipFile;
  try {
    // Names and sizes are looked at here, where one that is wrong does not end the whole listing.
    zip = await yauzl.openPromise(file, {
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: false,
    });
  } catch (error) {
    throw damaged(error);
  }
  // An error of closing it has nobody else to go to, and would end the process.
  zip.on('error', () => {});
  const close = (): void => zip.close();
  try {
    if (zip.entryCount > limits.entries) throw tooMany();
    const files: SourceFile[] = [];
    const troubles: { path: string; trouble: FileTrouble }[] = [];
    const odd: string[] = [];
    let seen = 0;
    for await (const entry of zip.eachEntry()) {
      signal.throwIfAborted();
      seen += 1;
      if (seen > limits.entries) throw tooMany();
      const named = entryName(entry, yauzl.getFileNameLowLevel);
      const { name } = named;
      if (isFolder(name)) continue;
      const taken = entryPath(name, limits);
      const path = 'path' in taken ? taken.path : name;
      if (isLitter(path)) continue;
      const trouble = 'trouble' in taken ? taken.trouble : entryTrouble(entry);
      if (trouble !== undefined) {
        troubles.push({ path, trouble });
        if (troubles.length > limits.problems)
          throw new CanonError('E_IMPORT_ARCHIVE_HOSTILE', {
            path: shown,
            data: { path: shown, count: troubles.length },
          });
        continue;
      }
      if (named.odd) odd.push(path);
      files.push({
        path,
        size: entry.uncompressedSize,
        at: changedAt(entry),
        bytes: (most) => entryBytes(zip, entry, most, budget),
      });
    }
    return { files, troubles, odd, close };
  } catch (error) {
    close();
    if (error instanceof CanonError || signal.aborted) throw error;
    throw damaged(error);
  }
}

const isFolder = (name: string): boolean => name.endsWith('/') || name.endsWith('\\');

// A zip knows no zone: what it says is taken for UTC, so that it is the same everywhere.
function changedAt(entry: Entry): number | undefined {
  if (entry.lastModFileDate === 0) return undefined;
  const ms = entry.getLastModDate({ timezone: 'UTC' }).getTime();
  return Number.isFinite(ms) ? ms : undefined;
}
