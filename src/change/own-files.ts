import { CanonError } from '../fault/error.ts';
import type { Objects } from '../git/objects.ts';
import { entryAt } from '../git/tree.ts';
import { bytesAt, wholeOf } from './bytes-file.ts';
import { createdHashes, hashOf } from './created.ts';
import { editAll } from './edit-version.ts';
import type { Derive, PlannedEdit, PlannedFile, TextEdit } from './plan.ts';
import { type ChangeProject, gitPath, type KnownFolders, readWork, targetOf, textOf } from './project.ts';
import {
  blobOf,
  committed,
  isText,
  type OwnFile,
  type Prepared,
  type Skipped,
  type Why,
} from './versions.ts';

interface Asked {
  readonly path: string;
  readonly edits: PlannedEdit[];
  readonly expect: PlannedFile['expect'];
  readonly derived: boolean;
}

export interface BaseTree {
  readonly commit: string | null;
  readonly tree: string | null;
}

/**
 * What the planned edits, and then the derived ones, make of the files of a commit. Reads the commit and,
 * for a file that is not committed yet, the work tree; writes nothing.
 */
export async function prepare(
  project: ChangeProject,
  objects: Objects,
  base: BaseTree,
  planned: readonly PlannedFile[],
  derive?: Derive,
): Promise<Prepared> {
  const own = await editAt(project, objects, base, group(planned));
  if (!derive) return own;
  const texts = new Map(own.files.filter(isText).map(({ path, next }) => [path, next?.text ?? null]));
  const read = async (path: string): Promise<string | null> => {
    const entry = base.tree === null ? undefined : await entryAt(objects, base.tree, gitPath(project, path));
    const object = entry && (await objects.get(entry.oid));
    return object?.type === 'blob' ? object.bytes.toString('utf8') : null;
  };
  const derived = await derive({ commit: base.commit, files: texts, read });
  if (derived.length === 0) return own;
  const marked = derived.map((file): PlannedFile => ({ ...file, derived: true }));
  // A file that the plan left out stays out, also for derived lines: what is in it is not ours to commit.
  const out = new Set(own.skipped.map(({ path }) => path));
  const more = marked.filter(({ path }) => !out.has(path));
  // The others are as they were edited before: of an import there are thousands.
  const again = new Set(more.map(({ path }) => path));
  const both = await editAt(
    project,
    objects,
    base,
    group([...planned.filter(({ path }) => again.has(path)), ...more]),
  );
  const made = new Map(both.files.map((file) => [file.path, file]));
  const kept = own.files.flatMap((file) => {
    const now = again.has(file.path) ? made.get(file.path) : file;
    made.delete(file.path);
    return now ?? [];
  });
  return { files: [...kept, ...made.values()], skipped: [...own.skipped, ...both.skipped] };
}

function group(planned: readonly PlannedFile[]): Asked[] {
  const asked = new Map<string, Asked>();
  for (const { path, edit, expect, derived } of planned) {
    const known = asked.get(path);
    if (known) known.edits.push(edit);
    else asked.set(path, { path, edits: [edit], expect, derived: derived === true });
  }
  return [...asked.values()];
}

async function editAt(
  project: ChangeProject,
  objects: Objects,
  base: BaseTree,
  asked: readonly Asked[],
): Promise<Prepared> {
  const known: KnownFolders = new Map();
  const results = await Promise.all(asked.map((file) => editOne(project, objects, base, file, known)));
  return {
    files: results.flatMap((result) => ('why' in result ? [] : [result])),
    skipped: results.flatMap((result) => ('why' in result ? [result] : [])),
  };
}

async function editOne(
  project: ChangeProject,
  objects: Objects,
  base: BaseTree,
  asked: Asked,
  known: KnownFolders,
): Promise<OwnFile | Skipped> {
  const { path, expect } = asked;
  const whole = wholeOf(asked.edits);
  if (whole) return bytesAt(project, objects, base.tree, { path, whole, expect });
  const edits = asked.edits as readonly TextEdit[];
  const skip = (why: Why, code?: string): Skipped => ({
    path,
    why,
    where: 'commit',
    ...(code === undefined ? {} : { code }),
  });
  const file = await targetOf(project, path, known);
  const old = base.tree === null ? null : await committed(objects, base.tree, gitPath(project, path));
  if (old === 'other') return skip('not-a-file');
  if (old === 'not-utf8') {
    const last = edits.at(-1);
    if (last?.op !== 'remove') return skip('not-utf8');
    return bytesAt(project, objects, base.tree, { path, whole: last, expect });
  }
  let start = old?.text ?? null;
  let mode = old?.mode ?? '100644';
  if (old === null && edits[0]?.op === 'remove') return skip('missing');
  if (old === null && edits[0]?.op !== 'write' && edits[0]?.op !== 'index') {
    const found = await untouched(project, path, file);
    if (typeof found === 'string') return skip(found);
    start = found.text;
    mode = found.mode;
  }
  try {
    const text = await editAll(edits, start, old?.text ?? null);
    if (expect === 'absent' && old !== null && old.text !== text) {
      throw new CanonError('E_CHANGE_EXISTS', { path, data: { path } });
    }
    const next = text === null ? null : blobOf(project.repo.objectFormat, text, mode);
    return { path, edits, expect, derived: asked.derived, old, next };
  } catch (error) {
    if (error instanceof CanonError && error.code !== 'E_CHANGE_EXISTS')
      return skip('unreadable', error.code);
    throw error;
  }
}

// Not committed yet: only if it still is what canon itself wrote is it canon's to commit.
async function untouched(
  project: ChangeProject,
  path: string,
  file: string,
): Promise<{ text: string; mode: string } | Why> {
  const [work, created] = await Promise.all([readWork(file), createdHashes(project)]);
  if (work.is === 'absent') return 'missing';
  if (work.is === 'other') return 'not-a-file';
  const text = textOf(work.bytes);
  if (text === undefined) return 'not-utf8';
  if (created[path] !== hashOf(text)) return 'uncommitted';
  return { text, mode: work.executable ? '100755' : '100644' };
}
