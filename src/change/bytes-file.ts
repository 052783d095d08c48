import { rm } from 'node:fs/promises';
import { CanonError } from '../fault/error.ts';
import type { IndexEntry } from '../git/index-file.ts';
import { objectId } from '../git/object-id.ts';
import type { Objects } from '../git/objects.ts';
import { entryAt } from '../git/tree.ts';
import { atomicWrite, createExclusive } from '../store/atomic.ts';
import { areVersion, bytesOf } from './bytes.ts';
import type { BytesEdit, PlannedFile } from './plan.ts';
import { type ChangeProject, gitPath, type KnownFolders, readWork, targetOf } from './project.ts';
import type { OwnBytes, Skipped, Version, Why } from './versions.ts';

// What a change does to a file that need not be text, in the versions of HEAD, index and work tree.

/** The file in a commit, with the change in it. */
export async function bytesAt(
  project: ChangeProject,
  objects: Objects,
  tree: string | null,
  { path, whole, expect }: Pick<OwnBytes, 'path' | 'whole' | 'expect'>,
): Promise<OwnBytes | Skipped> {
  await targetOf(project, path);
  const old = tree === null ? null : await versionAt(objects, tree, gitPath(project, path));
  const skip = (why: Why): Skipped => ({ path, why, where: 'commit' });
  if (old === 'other') return skip('not-a-file');
  if (old === null && (whole.op === 'remove' || expect === 'present')) return skip('missing');
  const next = whole.op === 'remove' ? null : { oid: whole.oid, mode: old?.mode ?? '100644' };
  if (expect === 'absent' && old !== null && old.oid !== next?.oid) throw isThere(path);
  return { path, whole, expect, derived: false, old, next };
}

/** A file of a tree, unread. */
export async function versionAt(
  objects: Objects,
  tree: string,
  path: string,
): Promise<Version | null | 'other'> {
  const entry = await entryAt(objects, tree, path);
  if (!entry) return null;
  return entry.mode.startsWith('100') ? { oid: entry.oid, mode: entry.mode } : 'other';
}

/** What becomes of its entry in the index: the id that it gets, or why it stays as it is. */
export function bytesEntry(
  { repo: { objectFormat } }: ChangeProject,
  { old, next }: OwnBytes,
  entry: IndexEntry | undefined,
): { readonly oid: string | null; readonly text: null } | { readonly why: Why } | 'as-it-is' {
  const whole = { oid: next?.oid ?? null, text: null };
  if (!entry) return old === null ? whole : 'as-it-is';
  if (entry.stage > 0) return { why: 'conflict' };
  if (!entry.mode.startsWith('100')) return { why: 'not-a-file' };
  if (entry.oid === old?.oid || entry.oid === next?.oid) return whole;
  // `git add -N`: an entry that says no more than that the file is to be added one day.
  const isNothing = entry.oid === objectId(objectFormat, { type: 'blob', bytes: Buffer.alloc(0) });
  if (isNothing) return old === null ? whole : 'as-it-is';
  return { why: 'edited' };
}

/** The same in the work tree; `entries` says what was staged before. */
export async function carryBytes(
  project: ChangeProject,
  { path, whole, old, next }: OwnBytes,
  entries: readonly IndexEntry[],
): Promise<'written' | 'same' | 'away' | { readonly why: Why }> {
  const file = await targetOf(project, path);
  const work = await readWork(file);
  if (work.is === 'other') return { why: 'not-a-file' };
  const read = (): Promise<Buffer> =>
    bytesOf(project.repo, path, { op: 'bytes', oid: next?.oid ?? '', ...readerOf(whole) });
  if (work.is === 'absent') {
    // Deleted by somebody, or left out by a sparse checkout: either way not ours to bring back.
    if (next === null || old !== null || entries.length > 0) return 'away';
    const mode = next.mode === '100755' ? 0o777 : 0o666;
    return (await createExclusive(file, await read(), { mode, durable: false }))
      ? 'written'
      : { why: 'edited' };
  }
  if (entries.some(({ stage }) => stage > 0)) return { why: 'conflict' };
  if (areVersion(project.repo, work.bytes, next?.oid)) return 'same';
  if (!areVersion(project.repo, work.bytes, old?.oid)) return { why: 'edited' };
  if (next === null) await rm(file, { force: true });
  else await atomicWrite(file, await read(), { durable: false });
  return 'written';
}

const readerOf = (whole: OwnBytes['whole']): Pick<BytesEdit, 'read'> =>
  whole.op === 'bytes' && whole.read ? { read: whole.read } : {};

/**
 * Somebody else's file in the place of a new one.
 * @throws E_CHANGE_EXISTS
 */
export async function refuseOthers(
  project: ChangeProject,
  path: string,
  next: Version,
  known: KnownFolders = new Map(),
): Promise<void> {
  const work = await readWork(await targetOf(project, path, known));
  if (work.is === 'absent' || (work.is === 'file' && areVersion(project.repo, work.bytes, next.oid))) return;
  throw isThere(path);
}

export const isThere = (path: string): CanonError =>
  new CanonError('E_CHANGE_EXISTS', { path, data: { path } });

/** The last word of the edits of a path, where that is about bytes; undefined where they are about text. */
export function wholeOf(edits: readonly PlannedFile['edit'][]): OwnBytes['whole'] | undefined {
  if (!edits.some(({ op }) => op === 'bytes')) return undefined;
  return edits.findLast((edit) => edit.op === 'bytes' || edit.op === 'remove') as OwnBytes['whole'];
}
