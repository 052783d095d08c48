import { rm } from 'node:fs/promises';
import { type IndexChange, type IndexEntry, readIndex } from '../git/index-file.ts';
import { type NewObject, objectId } from '../git/object-id.ts';
import type { Objects } from '../git/objects.ts';
import { atomicWrite, createExclusive } from '../store/atomic.ts';
import { bytesEntry, carryBytes } from './bytes-file.ts';
import { editVersion } from './edit-version.ts';
import { bytesOf, isBytes, type OwnFile, type OwnText, type Skipped, type Why } from './versions.ts';
import { type ChangeProject, gitPath, type KnownFolders, readWork, targetOf, textOf } from './project.ts';

// Bringing index and work tree along to a new commit, for exactly the change's own lines: the edit that
// was made in HEAD's version is made in the index's and in the work tree's, whatever else is in them.

/** What becomes of the index. */
export interface IndexCarry {
  readonly changes: readonly IndexChange[];
  readonly blobs: readonly NewObject[];
  /** The index's new version of each file that can be compared with the work tree's. */
  readonly oids: ReadonlyMap<string, string>;
  readonly skipped: readonly Skipped[];
}

/** Reads what is staged for the change's files. */
export const stagedFor = (project: ChangeProject, files: readonly OwnFile[]): Promise<IndexEntry[]> =>
  readIndex(
    project.repo,
    files.map(({ path }) => gitPath(project, path)),
  );

/** A path in conflict has several. */
function byPath(entries: readonly IndexEntry[]): ReadonlyMap<string, readonly IndexEntry[]> {
  const found = new Map<string, IndexEntry[]>();
  for (const entry of entries) {
    const known = found.get(entry.path);
    if (known) known.push(entry);
    else found.set(entry.path, [entry]);
  }
  return found;
}

/** The edits for the index. A staged deletion stays one, staged edits stay staged, conflicts stay open. */
export async function carryIndex(
  project: ChangeProject,
  objects: Objects,
  files: readonly OwnFile[],
  entries: readonly IndexEntry[],
): Promise<IndexCarry> {
  const changes: IndexChange[] = [];
  const blobs: NewObject[] = [];
  const oids = new Map<string, string>();
  const skipped: Skipped[] = [];
  const staged = byPath(entries);
  for (const file of files) {
    const path = gitPath(project, file.path);
    const [entry, second] = staged.get(path) ?? [];
    const only = second ? { ...second, stage: 1 } : entry;
    const result = isBytes(file)
      ? bytesEntry(project, file, only)
      : await carryEntry(project, objects, file, only);
    if (result === 'as-it-is') continue;
    if ('why' in result) {
      skipped.push({ path: file.path, where: 'index', why: result.why });
      continue;
    }
    oids.set(file.path, result.oid ?? '');
    if (result.oid === (entry?.oid ?? null)) continue;
    if (result.text !== null && result.oid !== file.next?.oid) {
      blobs.push({ type: 'blob', bytes: Buffer.from(result.text, 'utf8') });
    }
    const { mode = file.next?.mode ?? '100644', skipWorktree = false, assumeUnchanged = false } = entry ?? {};
    changes.push({ path, mode, oid: result.oid, skipWorktree, assumeUnchanged });
  }
  return { changes, blobs, oids, skipped };
}

async function carryEntry(
  project: ChangeProject,
  objects: Objects,
  { edits, old, next }: OwnText,
  entry: IndexEntry | undefined,
): Promise<{ oid: string | null; text: string | null } | { why: Why } | 'as-it-is'> {
  const whole = { oid: next?.oid ?? null, text: next?.text ?? null };
  if (!entry) return old === null ? whole : 'as-it-is';
  if (entry.stage > 0) return { why: 'conflict' };
  if (!entry.mode.startsWith('100')) return { why: 'not-a-file' };
  if (entry.oid === old?.oid || entry.oid === next?.oid) return whole;
  const bytes = (await objects.get(entry.oid))?.bytes;
  // `git add -N`: an entry that says no more than that the file is to be added one day.
  if (bytes?.length === 0) return old === null ? whole : 'as-it-is';
  const mine = bytes && textOf(bytes);
  if (mine === undefined) return { why: 'not-utf8' };
  const edited = await editVersion(edits, mine, old?.text ?? null, next?.text ?? null);
  if ('why' in edited) return edited;
  if (edited.text === null) return { oid: null, text: null };
  const blob: NewObject = { type: 'blob', bytes: Buffer.from(edited.text, 'utf8') };
  return { oid: objectId(project.repo.objectFormat, blob), text: edited.text };
}

/** Makes the edits in the work tree (whose durable copy is in the commit by now). `entries` says what was staged before; absent files stay absent. */
export async function carryWork(
  project: ChangeProject,
  files: readonly OwnFile[],
  entries: readonly IndexEntry[],
): Promise<{ written: string[]; same: string[]; skipped: Skipped[] }> {
  const written: string[] = [];
  const same: string[] = [];
  const skipped: Skipped[] = [];
  const staged = byPath(entries);
  const known: KnownFolders = new Map();
  for (const file of files) {
    const found = staged.get(gitPath(project, file.path)) ?? [];
    const result = isBytes(file)
      ? await carryBytes(project, file, found)
      : await carryFile(project, file, found, known);
    if (typeof result === 'object') skipped.push({ path: file.path, where: 'work-tree', why: result.why });
    else if (result === 'written') written.push(file.path);
    else if (result === 'same') same.push(file.path);
  }
  return { written, same, skipped };
}

async function carryFile(
  project: ChangeProject,
  { path, edits, old, next, draft }: OwnText,
  entries: readonly IndexEntry[],
  known: KnownFolders,
): Promise<'written' | 'same' | 'away' | { why: Why }> {
  const file = await targetOf(project, path, known);
  const work = await readWork(file);
  if (work.is === 'other') return { why: 'not-a-file' };
  if (work.is === 'absent') {
    // Deleted by somebody, or left out by a sparse checkout: either way not ours to bring back.
    if (next === null || old !== null || entries.length > 0) return 'away';
    const mode = next.mode === '100755' ? 0o777 : 0o666;
    return (await createExclusive(file, bytesOf(next), { mode, durable: false }))
      ? 'written'
      : { why: 'edited' };
  }
  if (entries.some(({ stage }) => stage > 0)) return { why: 'conflict' };
  const mine = textOf(work.bytes);
  if (mine === undefined) return { why: 'not-utf8' };
  const version = mine === draft ? (next?.text ?? mine) : mine;
  const edited = await editVersion(edits, version, old?.text ?? null, next?.text ?? null);
  if ('why' in edited) return edited;
  if (edited.text === mine) return 'same';
  if (edited.text === null) await rm(file, { force: true });
  else await atomicWrite(file, edited.text, { durable: false });
  return 'written';
}
