import type { Kind } from '../record/kinds.ts';
import type { Folders } from '../store/folders.ts';
import type { Layout } from '../store/layout.ts';

/** Files of one folder. */
export interface Group {
  readonly dir: string;
  readonly kind: Kind;
  readonly names: readonly string[];
}

/** The files of the folders that were listed, with what kind of record they are. */
export function groupsOf(layout: Pick<Layout, 'kindOfPath'>, folders: Folders): Group[] {
  const groups: Group[] = [];
  for (const [dir, { names = [] }] of folders) {
    const kind = layout.kindOfPath(`${dir}/any.md`);
    if (kind && names.length > 0) groups.push({ dir, kind, names });
  }
  return groups;
}

/** How many files there are. */
export const sizeOf = (groups: readonly Group[]): number =>
  groups.reduce((size, { names }) => size + names.length, 0);

/** Paths of the files. */
export function pathsOf(groups: readonly Group[]): Set<string> {
  const paths = new Set<string>();
  for (const { dir, names } of groups) for (const name of names) paths.add(`${dir}/${name}`);
  return paths;
}

/** The files from one place in the list to another. */
export function* filesIn(
  groups: readonly Group[],
  from: number,
  to: number,
): Generator<{ readonly path: string; readonly kind: Kind }> {
  let start = 0;
  for (const { dir, kind, names } of groups) {
    for (const name of names.slice(Math.max(0, from - start), Math.max(0, to - start)))
      yield { path: `${dir}/${name}`, kind };
    start += names.length;
    if (start >= to) return;
  }
}
