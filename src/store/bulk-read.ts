import type { Kind } from '../record/kinds.ts';
import { type Batch, BATCH, batchReader } from './batch-reader.ts';
import { isSettled } from './file-stamp.ts';
import type { Folders } from './folders.ts';
import type { Layout } from './layout.ts';
import { readRowFile, rowOrText, settleRows } from './row-file.ts';
import { addRow, type RowPack, rowPack } from './row-pack.ts';

/** From so many files on it pays to make the expression that sessions are read with. */
const MANY = 400;

/**
 * Reads every record file in the folders that were listed into rows. Files that were changed a moment ago are
 * left out: what git says of them may be about something else. All by this thread: a second one takes as long
 * to begin, and both wait for each other at every file that is opened.
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
  const batches = batchesOf(layout, folders);
  const total = batches.reduce((sum, { names }) => sum + names.length, 0);
  const left: Left[] = [];
  const read = batchReader({ root, clock, quick: total >= MANY }, pack, (path, kind, bytes) => {
    // The block is used again: what is not a row yet has to be text now.
    const file = bytes ? { path, kind, ...rowOrText(path, kind, bytes) } : readRowFile(root, path, kind);
    left.push(file);
  });
  for (const batch of batches) {
    read(batch);
    await addLeft(pack, left.splice(0), clock);
    // Git's output has to be taken from its pipe now and then, or it waits.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return pack;
}

type Left = ReturnType<typeof readRowFile> | ({ path: string; kind: Kind } & ReturnType<typeof rowOrText>);

async function addLeft(pack: RowPack, files: readonly Left[], clock: number): Promise<void> {
  for (const file of files) {
    if ('stats' in file && !(file.stats?.isFile() && isSettled(file.stats, clock))) continue;
    const row = file.row ?? (await settleRows([file]))[0];
    if (row) addRow(pack, row);
  }
}

function batchesOf(layout: Pick<Layout, 'kindOfPath'>, folders: Folders): Batch[] {
  const batches: Batch[] = [];
  for (const [dir, { names = [] }] of folders) {
    const kind = layout.kindOfPath(`${dir}/any.md`);
    if (!kind) continue;
    for (let at = 0; at < names.length; at += BATCH) {
      batches.push({ dir, kind, names: names.slice(at, at + BATCH) });
    }
  }
  return batches;
}
