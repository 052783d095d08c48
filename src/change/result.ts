import type { Locks } from '../git/lock-file.ts';
import type { Operation } from '../git/operation.ts';
import type { Skipped } from './versions.ts';

/** Why a change stands in the work tree alone. */
export type NotCommitted =
  | 'asked' // `--no-commit`
  | 'detached'
  | Operation
  | 'nothing' // HEAD has it all already
  | 'refused' // by the caller's inspection: a secret
  | 'hook' // by the repository's pre-commit or commit-msg
  | 'index-locked' // another process kept git's index
  | 'ref-locked' // another git, living or dead, kept the branch or HEAD
  | 'lost' // others kept committing
  | 'failed'; // no identity, no signature, a reference hook

/** What became of a change. Paths are relative to the project's root. */
export interface ApplyResult {
  readonly commit: string | null;
  /** The commit that it stands on; null for the first one. */
  readonly parent: string | null;
  /** True when the commit took the place of the one to be amended. */
  readonly amended: boolean;
  /** Files that the commit holds or, without one, that were written. */
  readonly written: readonly string[];
  readonly skipped: readonly Skipped[];
  /** Dirty files that are somebody else's, as they were before. */
  readonly leftAlone: readonly string[];
  readonly notCommitted?: {
    readonly reason: NotCommitted;
    readonly detail?: string;
    /** What is in the way where it is locked. */
    readonly locks?: Locks;
  };
  /** A change of an earlier run that was killed, finished first. */
  readonly finished?: { readonly commit: string | null; readonly subject: string };
}
