import type { IndexEntry } from './index-file.ts';

// Where things are in an entry of git's index, versions 2 and 3 (gitformat-index(5)).
const HEADER = 12;
const MODE = 24;
const OID = 40;
const ASSUME_VALID = 0x8000;
const EXTENDED = 0x4000;
const NAME_LENGTH = 0x0fff;
const SKIP_WORKTREE = 0x4000;

/**
 * The entries of some paths in the bytes of an index file, in its order. Undefined where only git can tell:
 * compressed paths (version 4), an index that is split or sparse, bytes that are not understood.
 */
export function entriesIn(
  bytes: Buffer,
  paths: readonly string[],
  oidBytes: number,
): IndexEntry[] | undefined {
  const version = bytes.length < HEADER ? 0 : bytes.readUInt32BE(4);
  if (bytes.toString('latin1', 0, 4) !== 'DIRC' || (version !== 2 && version !== 3)) return undefined;
  const names = namesByLength(paths);
  const end = bytes.length - oidBytes;
  const found: IndexEntry[] = [];
  let at = HEADER;
  // Of twenty thousand entries a handful is read; of the others only where they end.
  for (let left = bytes.readUInt32BE(8); left > 0; left -= 1) {
    const flagsAt = at + OID + oidBytes;
    if (flagsAt + 2 > end) return undefined;
    const flags = ((bytes[flagsAt] ?? 0) << 8) | (bytes[flagsAt + 1] ?? 0);
    const name = flagsAt + ((flags & EXTENDED) === 0 ? 2 : 4);
    const length = flags & NAME_LENGTH;
    const stop = length < NAME_LENGTH ? name + length : bytes.indexOf(0, name);
    if (stop < 0 || stop >= end || bytes[stop] !== 0) return undefined;
    const path = names.get(length)?.(bytes, name, stop);
    if (path !== undefined) found.push({ path, ...entryAt(bytes, at, flags, oidBytes) });
    // One to eight zeros, so that the next entry begins at a multiple of eight from this one.
    at += (stop - at + 8) & ~7;
  }
  return isWhole(bytes, at, end) ? found : undefined;
}

/** Finds the path that a name in the index is. */
type FindName = (bytes: Buffer, from: number, to: number) => string | undefined;

/** More than these, and a name is read to be looked up: to compare it with each would take longer. */
const FEW = 8;

function namesByLength(paths: readonly string[]): Map<number, FindName> {
  const groups = new Map<number, { path: string; bytes: Buffer }[]>();
  for (const path of paths) {
    const bytes = Buffer.from(path, 'utf8');
    const length = Math.min(bytes.length, NAME_LENGTH);
    const group = groups.get(length);
    if (group) group.push({ path, bytes });
    else groups.set(length, [{ path, bytes }]);
  }
  return new Map([...groups].map(([length, group]) => [length, finderOf(group)]));
}

function finderOf(group: readonly { readonly path: string; readonly bytes: Buffer }[]): FindName {
  if (group.length <= FEW) {
    return (bytes, from, to) => group.find((one) => endsAt(bytes, one.bytes, from, to))?.path;
  }
  const byName = new Map(group.map(({ path, bytes }) => [bytes.toString('latin1'), path]));
  return (bytes, from, to) => byName.get(bytes.toString('latin1', from, to));
}

/** True when the bytes between two places are a name. From its end: most have a folder and `.md` in common, and then differ. */
function endsAt(bytes: Buffer, name: Buffer, from: number, to: number): boolean {
  if (name.length !== to - from) return false;
  for (let at = name.length - 1; at >= 0; at -= 1) if (bytes[from + at] !== name[at]) return false;
  return true;
}

function entryAt(bytes: Buffer, at: number, flags: number, oidBytes: number): Omit<IndexEntry, 'path'> {
  const more = (flags & EXTENDED) === 0 ? 0 : bytes.readUInt16BE(at + OID + oidBytes + 2);
  return {
    mode: bytes
      .readUInt32BE(at + MODE)
      .toString(8)
      .padStart(6, '0'),
    oid: bytes.toString('hex', at + OID, at + OID + oidBytes),
    stage: (flags >> 12) & 3,
    skipWorktree: (more & SKIP_WORKTREE) !== 0,
    assumeUnchanged: (flags & ASSUME_VALID) !== 0,
  };
}

/** True when all entries are in this file and as they look: no extension changes what they mean. */
function isWhole(bytes: Buffer, from: number, end: number): boolean {
  let at = from;
  while (at + 8 <= end) {
    // Small letters begin the names of those that must be understood: `link` of a split index, `sdir` of a sparse one.
    if ((bytes[at] ?? 0) >= 0x61) return false;
    at += 8 + bytes.readUInt32BE(at + 4);
  }
  return at === end;
}
