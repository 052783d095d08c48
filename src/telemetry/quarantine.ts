import { existsSync, lstatSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../store/atomic.ts';
import { localFile } from '../store/local.ts';

const FOLDER = 'quarantine';

/** Puts a file of the spool aside, under its own name or, if that is taken, the next that is free. */
export function quarantine(
  project: { readonly local: string; readonly readOnly?: boolean },
  spool: string,
  name: string,
): void {
  let target = localFile(project, FOLDER, name);
  for (let n = 2; existsSync(target); n += 1) target = localFile(project, FOLDER, `${name}~${n}`);
  try {
    renameSync(join(spool, name), target);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/** A payload that never became whole, or belongs to no session. */
export interface Quarantined {
  readonly file: string;
  readonly size: number;
  /** When the host wrote it. */
  readonly mtimeMs: number;
}

/** What was put aside in this clone so far, the oldest first. */
export function listQuarantine(project: { readonly local: string }): Quarantined[] {
  const folder = join(project.local, FOLDER);
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .flatMap((file) => {
        const info = lstatSync(join(folder, file), { throwIfNoEntry: false });
        return info?.isFile() ? [{ file, size: info.size, mtimeMs: info.mtimeMs }] : [];
      })
      .sort((a, b) => a.mtimeMs - b.mtimeMs || (a.file < b.file ? -1 : 1));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return [];
    throw error;
  }
}
