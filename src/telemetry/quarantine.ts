import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  unlinkSync,
  utimesSync,
} from 'node:fs';
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
  const source = join(spool, name);
  try {
    renameSync(source, target);
  } catch (error) {
    if (codeOf(error) === 'EXDEV') moveAcross(source, target);
    else if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/** A move to another file system: the file goes when its copy, which keeps its time, has reached the disk. */
export function moveAcross(source: string, target: string): void {
  const { atimeMs, mtimeMs } = lstatSync(source);
  copyFileSync(source, target, constants.COPYFILE_EXCL);
  try {
    utimesSync(target, atimeMs / 1000, mtimeMs / 1000);
    const fd = openSync(target, 'r+');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    unlinkSync(source);
  } catch (error) {
    rmSync(target, { force: true });
    throw error;
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
