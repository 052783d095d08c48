import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Kind } from '../record/kinds.ts';
import { isSettled } from './file-stamp.ts';
import type { RowPack } from './row-pack.ts';
import { ITEM_HEADINGS, sessionReader } from './session-reader.ts';

/** Files of one folder, few enough to be read into one block. */
export interface Batch {
  readonly dir: string;
  readonly kind: Kind;
  readonly names: readonly string[];
}

/** Takes a file that is nothing for the quick readers; without its bytes where it has to be read by itself. */
export type OnLeft = (path: string, kind: Kind, bytes: Buffer | undefined) => void;

export const BATCH = 40;
/** What is longer than any usual record is read by itself. */
const LONGEST = 65_536;
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** A file in the block; no bytes where it has to be read by itself. */
interface Placed {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Makes a reader of files, many into one block: it is decoded, checked and searched at once, where doing so
 * for each file costs more than reading it. Files that were changed a moment ago are left out.
 *
 * @param clock the file system's time before which a file must have been changed last
 * @param quick whether sessions are to be tried by their expression, which takes long to make
 */
export function batchReader(
  from: { readonly root: string; readonly clock: number; readonly quick: boolean },
  pack: RowPack,
  onLeft: OnLeft,
): (batch: Batch) => void {
  const block = Buffer.allocUnsafeSlow(BATCH * 8192 + LONGEST);
  const take = from.quick ? sessionReader(pack) : () => false;
  return ({ dir, kind, names }) => {
    for (let next = 0; next < names.length;) {
      const files: Placed[] = [];
      let end = 0;
      while (next < names.length && end + LONGEST < block.length) {
        const placed = readInto(block, end, from, `${dir}/${names[next] ?? ''}`);
        next += 1;
        if (!placed) continue;
        files.push(placed);
        end = placed.end;
        // Nothing that is searched for goes on behind it.
        block[end++] = 0;
      }
      addFiles(block.subarray(0, end), files, kind, take, onLeft);
    }
  };
}

/** Reads a file into the block; undefined for one that is left out. */
function readInto(
  block: Buffer,
  start: number,
  { root, clock }: { readonly root: string; readonly clock: number },
  path: string,
): Placed | undefined {
  const alone = { path, start, end: start };
  let fd: number;
  try {
    fd = openSync(`${root}/${path}`, FLAGS);
  } catch {
    // Gone, a link, not to be opened: told apart where it is read by itself.
    return alone;
  }
  try {
    const stats = fstatSync(fd);
    if (!stats.isFile() || !isSettled(stats, clock)) return undefined;
    if (stats.size >= LONGEST) return alone;
    // One more than there should be: it may be growing.
    const length = readSync(fd, block, start, stats.size + 1, 0);
    return length === stats.size ? { path, start, end: start + length } : alone;
  } catch {
    return alone;
  } finally {
    closeSync(fd);
  }
}

function addFiles(
  bytes: Buffer,
  files: readonly Placed[],
  kind: Kind,
  take: ReturnType<typeof sessionReader>,
  onLeft: OnLeft,
): void {
  // Bytes for letters: what is looked for are ASCII letters, and half of a letter is found by nothing.
  const letters = kind === 'session' && isUtf8(bytes) ? bytes.toString('latin1') : undefined;
  ITEM_HEADINGS.lastIndex = 0;
  let heading = letters === undefined ? -1 : nextHeading(letters);
  for (const { path, start, end } of files) {
    while (heading >= 0 && heading < start) heading = nextHeading(letters ?? '');
    const hasItems = heading >= 0 && heading < end;
    if (letters !== undefined && start < end && take({ path, bytes, letters, start, end, hasItems }))
      continue;
    onLeft(path, kind, start < end ? bytes.subarray(start, end) : undefined);
  }
}

const nextHeading = (letters: string): number => ITEM_HEADINGS.exec(letters)?.index ?? -1;
