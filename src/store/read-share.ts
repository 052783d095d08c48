import type { Kind } from '../record/kinds.ts';
import { isSettled } from './file-stamp.ts';
import type { Folders } from './folders.ts';
import type { Layout } from './layout.ts';
import { readRowFile, settleRows } from './row-file.ts';
import { addRow, type RowPack } from './row-pack.ts';

/** Files of one folder. */
export interface Group {
  readonly dir: string;
  readonly kind: Kind;
  readonly names: readonly string[];
}

/** A list of files that several threads read together. */
export interface Share {
  readonly root: string;
  readonly groups: readonly Group[];
  /** The file system's time before which a file must have been changed last. */
  readonly clock: number;
  /** Shared memory: how many files have been taken. */
  readonly next: Int32Array;
}

const BATCH = 200;

/** The files of the folders that were listed, with what kind of record they are. */
export function groupsOf(layout: Pick<Layout, 'kindOfPath'>, folders: Folders): Group[] {
  const groups: Group[] = [];
  for (const [dir, { names = [] }] of folders) {
    const kind = layout.kindOfPath(`${dir}/any.md`);
    if (kind && names.length > 0) groups.push({ dir, kind, names });
  }
  return groups;
}

export const sizeOf = (groups: readonly Group[]): number =>
  groups.reduce((size, { names }) => size + names.length, 0);

/**
 * Reads files into rows until none is left that nobody has taken. Those that were changed a moment ago are
 * left out: what git says of them may be about something else.
 */
export async function readShare({ root, groups, clock, next }: Share, pack: RowPack): Promise<void> {
  const total = sizeOf(groups);
  for (let from = take(next); from < total; from = take(next)) {
    for (const { dir, kind, name } of slice(groups, from, from + BATCH)) {
      const file = readRowFile(root, `${dir}/${name}`, kind);
      if (!file.stats?.isFile() || !isSettled(file.stats, clock)) continue;
      const row = file.row ?? (await settleRows([file]))[0];
      if (row) addRow(pack, row);
    }
    // Git's output has to be taken from its pipe now and then, or it waits.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const take = (next: Int32Array): number => Atomics.add(next, 0, BATCH);

function* slice(
  groups: readonly Group[],
  from: number,
  to: number,
): Generator<{ dir: string; kind: Kind; name: string }> {
  let start = 0;
  for (const { dir, kind, names } of groups) {
    for (const name of names.slice(Math.max(0, from - start), Math.max(0, to - start)))
      yield { dir, kind, name };
    start += names.length;
    if (start >= to) return;
  }
}
