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

/** What was deleted, and what of it is too large to be read. */
export interface DeletedFiles {
  readonly files: readonly DeletedFile[];
  readonly large: readonly { readonly path: string; readonly size: number }[];
}

/**
 * The files below a folder (or the one file) that once existed and were deleted, each version that was deleted once.
 * @param under from the project's root; the empty text is all of it
 * @param wants whether a path is worth reading
 * @param limits the size of a file that is read, and a budget for all of them
 */
export async function deletedFiles(
  project: Project,
  under: string,
  wants: (path: string) => boolean,
  { most, hold }: { readonly most: number; readonly hold: (bytes: number) => void },
): Promise<DeletedFiles> {
  const { repo, prefix } = project;
  const head = await repo.git.run(['rev-parse', '--verify', '--quiet', 'HEAD'], { ok: [0, 1, 128] });
  if (head.code !== 0) return { files: [], large: [] };
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
  if (gone.length === 0) return { files: [], large: [] };
  const specs = gone.map(({ path, before }) => `${before}:${prefix}${path}`);
  const known = await objectsOf(project, specs);
  const found = new Map<string, DeletedFile>();
  const large = new Map<string, { path: string; size: number }>();
  const objects = openObjects(repo);
  try {
    for (const [at, { path, origin }] of gone.entries()) {
      const { oid, size } = known[at] ?? {};
      if (oid === undefined || size === undefined || !origin) continue;
      const key = `${path}@${oid}`;
      if (found.has(key) || large.has(key)) continue;
      if (size > most) {
        large.set(key, { path, size });
        continue;
      }
      hold(size);
      const object = await objects.get(oid);
      if (object?.type === 'blob') found.set(key, { path, blob: oid, bytes: object.bytes, origin });
    }
    return { files: [...found.values()], large: [...large.values()] };
  } finally {
    objects.close();
  }
}

/** Of each revision its blob and how long that is; empty where it names none. Asked ahead of reading: git holds files of any size. */
async function objectsOf(
  { repo }: Project,
  specs: readonly string[],
): Promise<{ oid?: string; size?: number }[]> {
  // A question is a line.
  const asked = specs.map((spec) => (/[\n\0]/.test(spec) ? '-' : spec));
  const { stdout } = await repo.git.run(
    ['cat-file', '--batch-check=%(objecttype) %(objectname) %(objectsize)', '--buffer'],
    { input: asked.map((spec) => `${spec}\n`).join('') },
  );
  return stdout.split('\n').map((line) => {
    const [, oid, size] = /^blob ([0-9a-f]+) (\d+)$/.exec(line) ?? [];
    return oid === undefined ? {} : { oid, size: Number(size) };
  });
}

const writes = ({ what }: FileChange): boolean => what !== 'removed';
