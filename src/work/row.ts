import type { Kind } from '../record/kinds.ts';

/** One entry of Waiting On or Open Questions. */
export interface Item {
  /** `w1`, `q1`: as written, or its position when the author gave none. */
  readonly id: string;
  readonly text: string;
  /** Operator slug after `@`, if one is named. */
  readonly for?: string;
  readonly open: boolean;
  /** 1-based line in the file. */
  readonly line: number;
}

/** How far a workstream is. */
export interface Progress {
  readonly done: number;
  /** Tasks that count: dropped ones do not. */
  readonly total: number;
  /** The first open one, if any. */
  readonly next?: { readonly id: string; readonly text: string };
}

/** Why a file is not readable as a record. */
export interface RowFault {
  readonly code: string;
  readonly line?: number;
  readonly column?: number;
}

/**
 * A record in one line: what lists, dashboards, indexes and the cache need of it, and no more.
 * A key is absent where the record does not have it. Plain JSON.
 */
export interface Row {
  /** Relative to the project's root, forward slashes. */
  readonly path: string;
  readonly kind: Kind;
  /** The file name without `.md`. */
  readonly id: string;
  readonly title: string;
  /** A session file without `kind: session` (from before canon). */
  readonly legacy?: true;
  /** Claimed and no more (a stub of the original system): readers skip it. */
  readonly stub?: true;
  /** Set when the file does not parse; the other keys are then best guesses. */
  readonly fault?: RowFault;
  readonly status?: string;
  readonly summary?: string;
  /** `operator` of a session, `owner` of a workstream or plan. */
  readonly owner?: string;
  readonly tags?: readonly string[];
  readonly plan?: string;
  readonly workstream?: string;
  readonly priority?: string;
  /** As written: RFC 3339 for sessions, a date elsewhere (`date` for an ADR). */
  readonly created?: string;
  readonly branch?: string;
  readonly base?: string;
  readonly head?: string;
  readonly commits?: readonly string[];
  readonly parent?: string;
  readonly hostSessions?: readonly string[];
  readonly blockedBy?: readonly string[];
  readonly supersedes?: readonly string[];
  readonly supersededBy?: string;
  readonly aliases?: readonly string[];
  /** `RT-260510-02#w1` */
  readonly closes?: readonly string[];
  readonly waiting?: readonly Item[];
  readonly questions?: readonly Item[];
  /** Workstreams only. */
  readonly progress?: Progress;
  /** Path globs of a learning, and what else it says of how long it holds and where it is from. */
  readonly appliesTo?: readonly string[];
  readonly expires?: string;
  readonly source?: string;
  readonly deprecatedBy?: string;
}
