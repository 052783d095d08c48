import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Kind } from '../record/kinds.ts';
import { isSettled } from './file-stamp.ts';
import type { Folders } from './folders.ts';
import { ITEM_HEADINGS, sessionWriter } from './session-writer.ts';
import type { Layout } from './layout.ts';
import { readRowFile, rowOrText, settleRows } from './row-file.ts';
import { addRow, type RowPack, rowPack } from './row-pack.ts';

/** Files of one folder. */
interface Group {
  readonly dir: string;
  readonly kind: Kind;
  readonly names: readonly string[];
}

/** A file in the block: where it starts and ends; no bytes where it has to be read by itself. */
interface Placed {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

const BATCH = 40;
/** From so many files on it pays to make the expression that sessions are written with. */
const MANY = 400;
/** What is longer than any usual record is read by itself. */
const LONGEST = 65_536;
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Reads every record file in the folders that were listed into rows, many files into one block: it is
 * decoded, checked and searched at once, where doing so for each file costs more than reading it. Files
 * that were changed a moment ago are left out: what git says of them may be about something else.
 *
 * @param clock the file system's time before which a file must have been changed last
 */
export async function bulkRead(
  root: string,
  layout: Pick<Layout, 'kindOfPath'>,
  folders: Folders,
  clock: number,
): Promise<RowPack> {
  const pack = rowPack();
  const block = Buffer.allocUnsafeSlow(BATCH * 8192 + LONGEST);
  const groups = groupsOf(layout, folders);
  const total = groups.reduce((sum, { names }) => sum + names.length, 0);
  const write = total < MANY ? () => false : sessionWriter(pack);
  for (const { dir, kind, names } of groups) {
    for (let from = 0; from < names.length;) {
      const files: Placed[] = [];
      let end = 0;
      while (from < names.length && files.length < BATCH && end + LONGEST < block.length) {
        const placed = readInto(block, end, { root, path: `${dir}/${names[from] ?? ''}`, clock });
        from += 1;
        if (!placed) continue;
        files.push(placed);
        end = placed.end;
        // Nothing that is searched for goes on behind it.
        block[end++] = 0;
      }
      await addBatch({ root, kind, clock, pack, write }, block.subarray(0, end), files);
      // Git's output has to be taken from its pipe now and then, or it waits.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return pack;
}

function groupsOf(layout: Pick<Layout, 'kindOfPath'>, folders: Folders): Group[] {
  const groups: Group[] = [];
  for (const [dir, { names = [] }] of folders) {
    const kind = layout.kindOfPath(`${dir}/any.md`);
    if (kind) groups.push({ dir, kind, names });
  }
  return groups;
}

/** Reads a file into the block; undefined for one that is left out. */
function readInto(
  block: Buffer,
  start: number,
  { root, path, clock }: { root: string; path: string; clock: number },
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

async function addBatch(
  to: { root: string; kind: Kind; clock: number; pack: RowPack; write: ReturnType<typeof sessionWriter> },
  bytes: Buffer,
  files: readonly Placed[],
): Promise<void> {
  const { root, kind, clock, pack, write } = to;
  // Bytes for letters: what is looked for are ASCII letters, and half of a letter is found by nothing.
  const text = kind === 'session' && isUtf8(bytes) ? bytes.toString('latin1') : undefined;
  ITEM_HEADINGS.lastIndex = 0;
  let heading = text === undefined ? -1 : nextHeading(text);
  for (const { path, start, end } of files) {
    while (heading >= 0 && heading < start) heading = nextHeading(text ?? '');
    const hasItems = heading >= 0 && heading < end;
    if (text !== undefined && start < end && write({ path, bytes, letters: text, start, end, hasItems })) {
      continue;
    }
    const file =
      start < end
        ? { path, kind, ...rowOrText(path, kind, bytes.subarray(start, end)) }
        : readRowFile(root, path, kind);
    if ('stats' in file && !(file.stats?.isFile() && isSettled(file.stats, clock))) continue;
    const row = file.row ?? (await settleRows([file]))[0];
    if (row) addRow(pack, row);
  }
}

const nextHeading = (text: string): number => ITEM_HEADINGS.exec(text)?.index ?? -1;
