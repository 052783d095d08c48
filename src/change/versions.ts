import type { ObjectFormat } from '../git/discover.ts';
import { objectId } from '../git/object-id.ts';
import type { Objects } from '../git/objects.ts';
import { entryAt } from '../git/tree.ts';
import type { BytesEdit, PlannedFile, TextEdit } from './plan.ts';
import { textOf } from './project.ts';

/** A version of a file, as a tree has it. */
export interface Version {
  readonly oid: string;
  readonly mode: string;
}

/** A version of a file that is, or will be, committed. */
export interface Blob extends Version {
  readonly text: string;
}

/** What a change does to one file between the commit below it and its own. */
export type OwnFile = OwnText | OwnBytes;

export interface OwnText {
  readonly path: string;
  readonly edits: readonly TextEdit[];
  readonly expect: PlannedFile['expect'];
  readonly derived: boolean;
  readonly old: Blob | null;
  readonly next: Blob | null;
  /** The text before a hook of the repository changed it: it may stand in the work tree already. */
  readonly draft?: string;
}

/** A file that is put there or taken away whole, whatever is in it. */
export interface OwnBytes {
  readonly path: string;
  readonly whole: BytesEdit | { readonly op: 'remove' };
  readonly expect: PlannedFile['expect'];
  readonly derived: false;
  readonly old: Version | null;
  readonly next: Version | null;
}

export const isText = (file: OwnFile): file is OwnText => 'edits' in file;

export const isBytes = (file: OwnFile): file is OwnBytes => 'whole' in file;

export type Why =
  | 'conflict' // conflict stages in the index
  | 'not-a-file' // a symlink, a folder, a submodule
  | 'not-utf8'
  | 'missing' // not there to be edited
  | 'uncommitted' // the file is not committed yet, and somebody has edited it since canon made it
  | 'edited' // to be replaced whole, but somebody has edited it
  | 'unreadable'; // the edit could not be made in what is there

/** A file, or one version of it, that a change left as it was. */
export interface Skipped {
  readonly path: string;
  readonly why: Why;
  /** Which version: the commit's, the index's or the work tree's. */
  readonly where: 'commit' | 'index' | 'work-tree';
  /** The code of what made it unreadable. */
  readonly code?: string;
}

export interface Prepared {
  readonly files: readonly OwnFile[];
  readonly skipped: readonly Skipped[];
}

export function blobOf(format: ObjectFormat, text: string, mode: string): Blob {
  const bytes = Buffer.from(text, 'utf8');
  const blob = { text, mode, oid: objectId(format, { type: 'blob', bytes }) };
  encoded.set(blob, bytes);
  return blob;
}

// Of thousands of files each is named by its bytes, written into a pack, and put into the work tree.
const encoded = new WeakMap<Blob, Uint8Array>();

/** The bytes of a version. */
export const bytesOf = (blob: Blob): Uint8Array => encoded.get(blob) ?? Buffer.from(blob.text, 'utf8');

/** A file of a tree as text. */
export async function committed(
  objects: Objects,
  tree: string,
  path: string,
): Promise<Blob | null | 'other' | 'not-utf8'> {
  const entry = await entryAt(objects, tree, path);
  if (!entry) return null;
  if (!entry.mode.startsWith('100')) return 'other';
  const bytes = (await objects.get(entry.oid))?.bytes;
  const text = bytes && textOf(bytes);
  return text === undefined ? 'not-utf8' : { oid: entry.oid, mode: entry.mode, text };
}
