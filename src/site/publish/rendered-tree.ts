import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NewObject, objectId } from '../../git/object-id.ts';
import type { FileChange } from '../../git/rewrite-tree.ts';
import type { TreeFile } from '../../git/tree.ts';
import type { Repo } from '../../git/discover.ts';
import { LET_BE, LIST, listedFiles } from '../build/out-folder.ts';

/** What a commit has to change for its folder to hold a site, and the objects that this brings. */
export interface RenderedChanges {
  readonly changes: readonly FileChange[];
  readonly blobs: readonly NewObject[];
}

/**
 * Compares a built site with the files of a commit.
 * @param folder the site's folder from the top of the repository, with a slash at its end
 * @param there the files that the commit has below it
 */
export function renderedChanges(
  { objectFormat }: Pick<Repo, 'objectFormat'>,
  out: string,
  folder: string,
  there: readonly TreeFile[],
): RenderedChanges {
  const old = new Map(there.map((file) => [file.path, file]));
  const changes: FileChange[] = [];
  const blobs: NewObject[] = [];
  for (const name of [...listedFiles(out), LIST]) {
    const path = folder + name;
    const blob: NewObject = { type: 'blob', bytes: readFileSync(join(out, name)) };
    const oid = objectId(objectFormat, blob);
    const before = old.get(path);
    old.delete(path);
    if (before?.oid === oid && before.mode === '100644') continue;
    changes.push({ path, mode: '100644', oid });
    blobs.push(blob);
  }
  for (const { path, mode } of old.values()) {
    if (!LET_BE.has(path.slice(folder.length))) changes.push({ path, mode, oid: null });
  }
  return { changes, blobs };
}
