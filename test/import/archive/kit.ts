import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ARCHIVE_LIMITS, type ArchiveLimits } from '../../../src/import/archive/limits.ts';
import { type Archive, openArchive } from '../../../src/import/archive/open-archive.ts';
import { wholeFile } from '../../../src/import/archive/source-file.ts';
import { CanonError } from '../../../src/fault/error.ts';

/** A folder that goes with the test. */
export function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'canon-archive-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export async function open(path: string, limits: Partial<ArchiveLimits> = {}): Promise<Archive> {
  const archive = await openArchive([{ file: path, shown: 'given.zip' }], {
    signal: new AbortController().signal,
    limits: { ...ARCHIVE_LIMITS, ...limits },
    isPart: (name) => name.startsWith('Part-'),
  });
  onTestFinished(() => archive.close());
  return archive;
}

export function openBytes(bytes: Buffer, limits: Partial<ArchiveLimits> = {}): Promise<Archive> {
  const file = join(folder(), 'given.zip');
  writeFileSync(file, bytes);
  return open(file, limits);
}

/** What can be read, and what cannot, both as text. */
export async function said(archive: Archive, most = 1 << 20): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const file of archive.files) {
    all[file.path] = await wholeFile(file, most).then(
      (bytes) => bytes.toString('utf8'),
      (error: Error) => `! ${error.message}`,
    );
  }
  for (const { path, code } of archive.problems) all[`! ${path}`] = code;
  return all;
}

/** The code that something is refused with. */
export async function refused(opening: Promise<unknown>): Promise<string> {
  try {
    await opening;
  } catch (error) {
    if (error instanceof CanonError) return error.code;
    throw error;
  }
  return 'taken';
}
