import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import { entryPath, isLitter } from './entry-path.ts';
import type { ArchiveLimits } from './limits.ts';
import type { Listing } from './open-zip.ts';
import { FileFault, type FileTrouble, type SourceFile } from './source-file.ts';

/**
 * Lists the files below a folder. Links are not followed.
 * @throws E_IMPORT_ARCHIVE_ENTRIES, E_IMPORT_ARCHIVE_HOSTILE, E_IMPORT_ARCHIVE_UNREADABLE
 */
export async function openFolder(
  root: string,
  shown: string,
  limits: ArchiveLimits,
  signal: AbortSignal,
): Promise<Listing> {
  const files: SourceFile[] = [];
  const troubles: { path: string; trouble: FileTrouble }[] = [];
  const refuse = (path: string, trouble: FileTrouble): void => {
    troubles.push({ path, trouble });
    if (troubles.length > limits.problems)
      throw new CanonError('E_IMPORT_ARCHIVE_HOSTILE', {
        path: shown,
        data: { path: shown, count: troubles.length },
      });
  };
  let seen = 0;
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    signal.throwIfAborted();
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((cause: unknown) => {
      if (folder !== '') return undefined;
      throw new CanonError('E_IMPORT_ARCHIVE_UNREADABLE', { path: shown, data: { path: shown }, cause });
    });
    if (!entries) refuse(folder, 'unreadable');
    for (const entry of entries ?? []) {
      seen += 1;
      if (seen > limits.entries)
        throw new CanonError('E_IMPORT_ARCHIVE_ENTRIES', {
          path: shown,
          data: { path: shown, most: limits.entries },
        });
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (isLitter(path) || entry.name === '.git') continue;
      // A backslash is a character like any other here.
      const taken = entryPath(path.replaceAll('\\', '_'), limits);
      if ('trouble' in taken) refuse(path, taken.trouble);
      else if (entry.isSymbolicLink()) refuse(path, 'link');
      else if (entry.isDirectory()) folders.push(path);
      else if (!entry.isFile()) refuse(path, 'special');
      else files.push(await fileAt(join(root, path), path));
    }
  }
  return { files, troubles, odd: [], close: () => {} };
}

async function fileAt(file: string, path: string): Promise<SourceFile> {
  const stat = await lstat(file).catch(() => undefined);
  return { path, size: stat?.size ?? 0, at: stat?.mtimeMs, bytes: (most) => fileBytes(file, most) };
}

/** What stands there now may be something else than what was listed: a link is not followed, a pipe not waited for. */
async function* fileBytes(file: string, most: number): AsyncGenerator<Buffer, void> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const handle = await open(file, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0)).catch(
    (error: unknown) => {
      throw new FileFault('unreadable', error);
    },
  );
  try {
    if (!(await handle.stat()).isFile()) throw new FileFault('special');
    let size = 0;
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(256 * 1024), 0, 256 * 1024, null);
      if (bytesRead === 0) return;
      size += bytesRead;
      if (size > most) throw new FileFault('large');
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    throw error instanceof FileFault ? error : new FileFault('unreadable', error);
  } finally {
    await handle.close();
  }
}
