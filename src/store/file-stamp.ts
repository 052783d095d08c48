import { closeSync, constants, fstatSync, lstatSync, openSync, type Stats, writeSync } from 'node:fs';
import { localFile } from './local.ts';
import { PLAIN } from './plain-file.ts';

/** What tells one state of a file or folder from another without reading it; `-` where there is none. */
export type FileStamp = string;

/** The stamp of what stands at a path itself, links not followed. */
export function fileStamp(path: string): { stamp: FileStamp; stats: Stats | undefined } {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return { stamp: stats ? stampOfStats(stats) : '-', stats };
}

/**
 * Size, times, inode and type. The time of change is in it because no program can set it back: a tool
 * that restores the old modification time after an edit does not fool it.
 */
export const stampOfStats = (s: Stats): FileStamp =>
  `${s.size}:${s.mtimeMs}:${s.ctimeMs}:${s.ino}:${s.dev}:${s.mode}`;

/**
 * True when a later change is bound to show in the stamp. Clocks of file systems tick: a file that was
 * changed in the tick in which it was looked at can change once more and keep its times (the "racy"
 * problem of git's index). `now` is the file system's clock from before the look.
 */
export function isSettled(stats: Stats | undefined, now: number): boolean {
  // Absent: there is no stamp that could stay the same.
  if (!stats) return true;
  const newest = Math.max(stats.mtimeMs, stats.ctimeMs);
  // Whole seconds only: perhaps a file system that knows no more (FAT: two of them).
  const tick = Number.isInteger(stats.mtimeMs / 1000) ? 2100 : 40;
  return newest < now - tick;
}

// Whatever else stands there is not emptied, and nothing is waited for.
const CLOCK = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | PLAIN;

/**
 * The time by the clock of the file system that holds local state: what it gives to a file written now.
 * Work tree and `.git` are on one file system but for rare set-ups, and then tick close enough.
 */
export function fileClock(project: { readonly local: string }): number {
  const fd = openSync(localFile(project, 'cache', 'clock'), CLOCK, 0o600);
  try {
    writeSync(fd, '.');
    return fstatSync(fd).mtimeMs;
  } finally {
    closeSync(fd);
  }
}
