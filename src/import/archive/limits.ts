/** How much of an archive is taken. All of it is counted while it is read: what headers say of sizes is not believed. */
export interface ArchiveLimits {
  /** More files than any workspace that still fits a repository; their names alone take tens of megabytes. */
  readonly entries: number;
  /** A zip, in which there are zips, in which there are files: as deep as exports of several parts go. */
  readonly depth: number;
  /** Bytes that all files have together when they are unpacked: hours of reading end somewhere. */
  readonly total: number;
  /** Bytes that may come out of one that went in. Text gives 5 to 20, a table of equal cells a hundred; a bomb a thousand. */
  readonly ratio: number;
  /** Zips inside of a zip hardly shrink. One that does is not an export. */
  readonly nestedRatio: number;
  /** Below it no ratio is looked at: small files of equal lines compress as well as a bomb does. */
  readonly floor: number;
  /** More entries than this that cannot be taken, and it is not worth reading what is left. */
  readonly problems: number;
  /** Longest path of a file, and most folders in it: what any system still writes to its disk. */
  readonly path: number;
  readonly folders: number;
}

const MB = 1024 ** 2;

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 100_000,
  depth: 2,
  total: 16 * 1024 * MB,
  ratio: 100,
  nestedRatio: 4,
  floor: 128 * MB,
  problems: 1000,
  path: 4096,
  folders: 100,
};
