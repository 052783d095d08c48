import type { Edit } from '../work/edit.ts';

/** An edit of a record, or its going away (a renumbered record's old place). */
export type TextEdit = Edit | { readonly op: 'remove' };

/** The whole of a file that need not be text: a picture, an attachment. `bytesEdit` makes one. */
export interface BytesEdit {
  readonly op: 'bytes';
  /** What git calls these bytes: the same name for the same bytes. */
  readonly oid: string;
  /** Read one file at a time, and again when they are needed again. A note has no use for it: git has them by then. */
  readonly read?: ReadBytes;
}

export type ReadBytes = () => Promise<Buffer>;

export type PlannedEdit = TextEdit | BytesEdit;

/** One file of a change. Several entries for one path are edits made one after the other. */
export interface PlannedFile {
  /** Relative to the project's root, forward slashes. */
  readonly path: string;
  readonly edit: PlannedEdit;
  /** `absent`: the file is new, and somebody else's of that name is an error. `present`: without it, left out. */
  readonly expect: 'absent' | 'present' | 'any';
  /** Made from records: made anew wherever the change is committed. */
  readonly derived?: true;
}

export interface CommitMessage {
  readonly subject: string;
  readonly body?: string;
  /** `['Canon-Session', 'RT-260511-01']` … */
  readonly trailers: readonly (readonly [string, string])[];
}

/** Everything a change will do, as plain data: what `--dry-run` prints and tests compare. */
export interface ChangePlan {
  readonly commit: CommitMessage;
  readonly files: readonly PlannedFile[];
  /** The commit that this corrects: replaced while it is HEAD and nowhere else, added to otherwise. */
  readonly amend?: string;
}

/** What derived text is made from. */
export interface Base {
  /** The commit that the change goes on top of; null for the first one. */
  readonly commit: string | null;
  /** The change's own files as they will be committed (null: taken away), by path. */
  readonly files: ReadonlyMap<string, string | null>;
  /** A file of the commit as text (null: none); asked of a git that is running anyway. */
  readonly read?: ((path: string) => Promise<string | null>) | undefined;
}

/**
 * Makes derived text for a base. Called again whenever the base changes: when somebody else's commit came
 * first, or when the change is replayed on the remote's. The paths may be ones that the plan edits, too.
 */
export type Derive = (base: Base) => Promise<readonly PlannedFile[]>;

/** The whole commit message. */
export function messageText({ subject, body, trailers }: CommitMessage): string {
  const line = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
  const tail = trailers.map(([key, value]) => `${key}: ${line(value)}`).join('\n');
  const parts = [line(subject), body?.trim() ?? '', tail].filter((part) => part !== '');
  return `${parts.join('\n\n')}\n`;
}
