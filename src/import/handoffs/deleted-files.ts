import { type FileChange, fileHistory } from '../../git/file-history.ts';
import { openObjects } from '../../git/objects.ts';
import type { Project } from '../../store/project.ts';

/** A file as it stood when it was deleted. */
export interface DeletedFile {
  /** From the project's root. */
  readonly path: string;
  readonly blob: string;
  readonly bytes: Buffer;
  /** Who wrote that version, and when. */
  readonly origin: { readonly author: string; readonly email: string; readonly at: string };
}

const MOST_FILES = 20_000;

/**
 * The files below a folder (or the one file) that once existed and were deleted, each version that was deleted once.
 * @param under from the project's root; the empty text is all of it
 * @param wants whether a path is worth reading
 */
export async function deletedFiles(
  project: Project,
  under: string,
  wants: (path: string) => boolean,
): Promise<DeletedFile[]> {
  const { repo, prefix } = project;
  const head = await repo.git.run(['rev-parse', '--verify', '--quiet', 'HEAD'], { ok: [0, 1, 128] });
  if (head.code !== 0) return [];
  const folder = prefix + under;
  const commits = await fileHistory(repo, folder === '' ? ['.'] : [folder], 'HEAD');
  const gone: { path: string; before: string; origin: DeletedFile['origin'] | undefined }[] = [];
  // By path, those whose last author is still to be found further back.
  const open = new Map<string, (typeof gone)[number][]>();
  for (const commit of commits) {
    for (const change of commit.files) {
      if (!change.path.startsWith(prefix)) continue;
      const path = change.path.slice(prefix.length);
      if (change.what === 'removed') {
        if (!wants(path) || gone.length >= MOST_FILES) continue;
        const one = { path, before: `${commit.sha}^`, origin: undefined };
        gone.push(one);
        open.set(path, [...(open.get(path) ?? []), one]);
      } else if (writes(change)) {
        const { author, email, at } = commit;
        for (const one of open.get(path) ?? []) one.origin = { author, email, at };
        open.delete(path);
      }
    }
  }
  if (gone.length === 0) return [];
  const objects = openObjects(repo);
  try {
    const found = new Map<string, DeletedFile>();
    for (const { path, before, origin } of gone) {
      const object = await objects.get(`${before}:${prefix}${path}`);
      if (object?.type !== 'blob' || !origin) continue;
      const key = `${path}@${object.oid}`;
      if (!found.has(key)) found.set(key, { path, blob: object.oid, bytes: object.bytes, origin });
    }
    return [...found.values()];
  } finally {
    objects.close();
  }
}

const writes = ({ what }: FileChange): boolean => what !== 'removed';
