import type { Objects } from '../../git/objects.ts';
import { isAncestor } from '../../git/refs.ts';
import { areDifferent, type Identity } from '../../work/same-record.ts';
import { toRow, toRowFully } from '../../work/to-row.ts';
import { readCommit } from '../ground.ts';
import { type ChangeProject, gitPath, textOf } from '../project.ts';

/** A record of an id that two have. */
export interface Holder extends Identity {
  /** Relative to the project's root. */
  readonly path: string;
}

/** Commits in which only one of two records of an id stands: what they say by it, they say of that one. */
export interface Sides {
  readonly theirs: readonly string[];
  /**
   * The other one is here as well, so that not everything else is ours: what stands here speaks of ours only if it
   * stood there. Undefined where ours is the only one here.
   */
  readonly ours?: readonly string[];
  /** Both have had one path: a link to it does not say which of them it means. */
  readonly onePath?: true;
}

/**
 * The two sides from before both records came together here: the last commits that had one and not the other. Empty
 * where that cannot be told.
 */
export async function sidesHere(
  project: ChangeProject,
  objects: Objects,
  mine: Holder,
  other: Holder,
): Promise<Sides> {
  const [x, y] = await Promise.all([cameWith(project, mine.path), cameWith(project, other.path)]);
  // Not committed: nothing that is committed speaks of it.
  if (y === undefined) return { theirs: [] };
  if (x === undefined) return { theirs: [], ours: [] };
  const met = x === y ? x : await meeting(project, x, y);
  if (met === undefined) return { theirs: [], ours: [] };
  const parents = (await readCommit(objects, met))?.parents ?? [];
  const sides = { theirs: [] as string[], ours: [] as string[] };
  for (const parent of parents) {
    const [hasMine, hasOther] = await Promise.all([
      has(project, objects, parent, [mine.path, other.path], mine),
      has(project, objects, parent, [other.path, mine.path], other),
    ]);
    if (hasMine && !hasOther) sides.ours.push(parent);
    if (hasOther && !hasMine) sides.theirs.push(parent);
  }
  // One came right after the other: the later one's own commit is all that is known of its side.
  if (parents.length === 1) (met === x ? sides.ours : sides.theirs).push(met);
  return sides;
}

/** The commit that a file came with: of a merge, where it came with no other. */
async function cameWith(project: ChangeProject, path: string): Promise<string | undefined> {
  for (const how of [[], ['-m']]) {
    const args = ['log', ...how, '--full-history', '--diff-filter=A', '--no-renames', '--format=%H', 'HEAD'];
    const { stdout } = await project.repo.git.run([...args, '--', gitPath(project, path)], { ok: [0, 128] });
    const found = stdout.split('\n').filter(Boolean).at(-1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first commit that has both in its history. */
async function meeting(project: ChangeProject, x: string, y: string): Promise<string | undefined> {
  if (await isAncestor(project.repo, x, y)) return y;
  if (await isAncestor(project.repo, y, x)) return x;
  const after = async (oid: string): Promise<string[]> => {
    const how = ['rev-list', '--ancestry-path', '--topo-order', '--reverse'];
    const { stdout } = await project.repo.git.run([...how, `${oid}..HEAD`], { ok: [0, 128] });
    return stdout.split('\n').filter(Boolean);
  };
  const [ofX, ofY] = await Promise.all([after(x), after(y)]);
  const both = new Set(ofY);
  return ofX.find((oid) => both.has(oid));
}

async function has(
  project: ChangeProject,
  objects: Objects,
  commit: string,
  paths: readonly string[],
  record: Holder,
): Promise<boolean> {
  for (const path of paths) {
    const identity = await identityAt(project, objects, commit, path);
    if (identity && !areDifferent(identity, record)) return true;
  }
  return false;
}

async function identityAt(
  project: ChangeProject,
  objects: Objects,
  commit: string,
  path: string,
): Promise<Identity | undefined> {
  const kind = project.layout.kindOfPath(path);
  const found = await objects.get(`${commit}:${gitPath(project, path)}`);
  const text = found?.type === 'blob' ? textOf(found.bytes) : undefined;
  if (kind === undefined || text === undefined) return undefined;
  return toRow(path, kind, text) ?? toRowFully(path, kind, text);
}

/** The lines of a file in some commits, where it is the same record there. */
export async function linesThere(
  project: ChangeProject,
  objects: Objects,
  commits: readonly string[],
  file: Holder,
): Promise<string[]> {
  const found: string[] = [];
  for (const commit of commits) {
    const object = await objects.get(`${commit}:${gitPath(project, file.path)}`);
    const text = object?.type === 'blob' ? textOf(object.bytes) : undefined;
    if (text === undefined) continue;
    const row = toRow(file.path, file.kind, text) ?? (await toRowFully(file.path, file.kind, text));
    // Another record of the same id: what it says is nothing that this one says.
    if (file.kind !== 'session' || !areDifferent(row, file)) found.push(text);
  }
  return found;
}
