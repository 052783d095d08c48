import type { Value } from '../record/value.ts';
import type { Mention } from './mentions.ts';

/** One line of a Session Log. */
export interface LogLine {
  readonly id: string;
  /** `YYYY-MM-DD`; empty where the session has no date. */
  readonly date: string;
  /** Plain. */
  readonly title: string;
  /** The session's path relative to the workstream's file, not yet encoded. */
  readonly href: string;
}

/** A task as it is found again in any version of its file. */
export interface TaskRef {
  /** As written, or `#3`. */
  readonly id: string;
  /** Plain: what tells it from others where the id does not. */
  readonly text: string;
  readonly position: number;
  /** Another task has the same id: only one of this text is meant. */
  readonly twin: boolean;
}

/** What shows that a task is done. */
export interface TaskEvidence {
  readonly session: {
    readonly id: string;
    /** The record's path relative to the workstream's file, not yet encoded. */
    readonly href: string;
  };
  /** Abbreviated; null in a repository without one. */
  readonly commit: string | null;
}

/** What a task's box comes to say, and what stands behind its text. */
export type TaskChange =
  | { readonly to: 'done'; readonly evidence: TaskEvidence }
  /** Evidence of these sessions, as canon writes it, goes; so does the reason of a dropped one. */
  | { readonly to: 'open'; readonly without: readonly string[] }
  | { readonly to: 'dropped'; readonly reason: string };

/** An item as it is found again in any version of its file. */
export interface ItemRef {
  /** `w1`, `q2` */
  readonly id: string;
  /** Plain: what tells it from others while its id is not written. */
  readonly text: string;
  /** The id stands in the file. */
  readonly written: boolean;
  /** Those before it whose ids nobody has written: they have to be, or they would be counted on from this one. */
  readonly before?: readonly Pick<ItemRef, 'id' | 'text'>[];
}

/** What an item's box comes to say. The reason of a closed one stands at the end of its text, and goes with it. */
export type ItemChange = { readonly to: 'closed'; readonly reason?: string } | { readonly to: 'open' };

/**
 * What canon changes in one file, as data. The same edit is made in every version of the file (HEAD's, the index's,
 * the work tree's), so that each keeps what others wrote in it.
 */
export type Edit =
  /** The whole file: a new record. */
  | { readonly op: 'write'; readonly text: string }
  /** Frontmatter: a path into nested maps; `undefined` takes the key out. */
  | {
      readonly op: 'set';
      readonly values: readonly { readonly key: readonly string[]; readonly value: Value | undefined }[];
    }
  /** A list of the frontmatter: entries to have, entries that go. */
  | {
      readonly op: 'list';
      readonly key: string;
      readonly add: readonly string[];
      readonly remove: readonly string[];
    }
  /** Session Log of a workstream: lines to have, ids whose lines go. */
  | { readonly op: 'log'; readonly add: readonly LogLine[]; readonly remove?: readonly string[] }
  /** One task of a workstream: its box, and the end of its own text. */
  | { readonly op: 'task'; readonly task: TaskRef; readonly change: TaskChange }
  /** One item under Waiting On or Open Questions: its box, its id, and the end of its own text. */
  | { readonly op: 'item'; readonly item: ItemRef; readonly change: ItemChange }
  /** A derived index page: the text as a whole where the version is the base, else rows united by record. */
  | { readonly op: 'index'; readonly text: string }
  /** A record has another id now: every mention of the old one in this file. */
  | { readonly op: 'replace-id'; readonly from: string; readonly to: string }
  /** A record has another id now: the lines that mean it, and how they read with the new one. */
  | { readonly op: 'mentions'; readonly lines: readonly Mention[] };
