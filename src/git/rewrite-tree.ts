import { CanonError } from '../fault/error.ts';
import type { ObjectFormat } from './discover.ts';
import { editTree, type TreeEdit } from './edit-tree.ts';
import { type NewObject, objectId } from './object-id.ts';
import type { Objects } from './objects.ts';
import { findEntry } from './tree.ts';

/** A path of a tree that is to change. */
export interface FileChange {
  /** Relative to the tree's root, forward slashes. */
  readonly path: string;
  /** `100644`, `100755`; any mode git knows for a file. */
  readonly mode: string;
  /** Null takes the file away. */
  readonly oid: string | null;
}

/**
 * The tree that `root` (null: nothing yet) becomes with the changes: its id and the tree objects that
 * have to be written for it. Only the folders on the way are read; everything else stays as it is.
 * @throws E_TREE_PATH where a folder is to become a file or a file a folder
 */
export async function rewriteTree(
  objects: Objects,
  root: string | null,
  changes: readonly FileChange[],
  format: ObjectFormat,
): Promise<{ tree: string; written: NewObject[] }> {
  const written: NewObject[] = [];
  const oidBytes = format === 'sha256' ? 32 : 20;
  const rewrite = async (
    oid: string | null,
    below: readonly FileChange[],
    depth: number,
  ): Promise<string | null> => {
    const old = oid === null ? undefined : await objects.get(oid);
    const bytes = old?.bytes ?? Buffer.alloc(0);
    const edits = new Map<string, TreeEdit>();
    for (const [name, group] of byName(below, depth)) {
      const there = findEntry(bytes, name, oidBytes);
      const [only] = group;
      const isFile = group.length === 1 && only?.path.split('/').length === depth + 1;
      if (there && (there.mode === '40000') === isFile) {
        throw new CanonError('E_TREE_PATH', { data: { path: only?.path ?? name } });
      }
      if (isFile && only) {
        edits.set(name, only.oid === null ? null : { mode: only.mode, oid: only.oid });
      } else {
        const sub = await rewrite(there?.oid ?? null, group, depth + 1);
        edits.set(name, sub === null ? null : { mode: '40000', oid: sub });
      }
    }
    const next = editTree(bytes, edits, oidBytes);
    // Git knows no empty folders.
    if (next.length === 0 && depth > 0) return null;
    const tree: NewObject = { type: 'tree', bytes: next };
    const id = objectId(format, tree);
    if (id !== oid) written.push(tree);
    return id;
  };
  return { tree: (await rewrite(root, changes, 0)) ?? '', written };
}

function byName(changes: readonly FileChange[], depth: number): Map<string, FileChange[]> {
  const groups = new Map<string, FileChange[]>();
  for (const change of changes) {
    const name = change.path.split('/')[depth] ?? '';
    const group = groups.get(name);
    if (group) group.push(change);
    else groups.set(name, [change]);
  }
  return groups;
}
