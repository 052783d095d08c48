/**
 * The lines of a journal: `<git common dir>/canon/journal/<host session>.jsonl`, one JSON document a line, only
 * ever appended to. Readers pass over what they do not know, and a line that was torn off.
 *
 * Nothing of what a tool was given or answered is kept: no input, no output, no prompt, no key of the environment.
 */
export type JournalLine = NameLine | CallEvent | BatchEvent | SessionEvent | RecordMark;

/** The first line of a journal: whose it is, since not every session id can be the name of a file. */
export interface NameLine {
  readonly e: 'session';
  /** The host's id of the session. */
  readonly id: string;
}

/**
 * A call that came to an end by itself: the host's PostToolUse, or its PostToolUseFailure. `begin` is its
 * PreToolUse, kept of hosts that tell nothing of a call that failed.
 */
export interface CallEvent {
  readonly e: 'use' | 'fail' | 'begin';
  /** When the payload was kept, in milliseconds since the epoch: the end of the call, or its beginning. */
  readonly t: number;
  /** `claude-code`, `codex` */
  readonly host: string;
  /** The host's id of the call. With the host session and `e` it is the event's identity. */
  readonly id: string;
  readonly tool: string;
  /** How long it took. Codex does not say. */
  readonly ms?: number;
  /** Type of the subagent that made the call; absent for the session's own. */
  readonly agent?: string;
  /** Which subagent of that type. */
  readonly agent_id?: string;
  /** Bytes of the call's input and response: JSON in UTF-8, nothing of it escaped. */
  readonly in?: number;
  readonly out?: number;
  /** Files that the call names, relative to the top of the work tree they are in; others are left out. */
  readonly paths?: readonly string[];
  /** Short or full hashes of commits that a shell command said it made. */
  readonly commits?: readonly string[];
  /** The call ran a shell command that may have made commits without saying which. */
  readonly committing?: true;
}

/** One call as a batch lists it. */
export interface BatchCall {
  readonly id: string;
  readonly tool: string;
  /** Absent where the batch cannot tell: only a tool-use error is a failure for certain. */
  readonly failed?: true;
  readonly in?: number;
  readonly out?: number;
}

/** The host's PostToolBatch: every call of a batch, also those of tools that there are not. */
export interface BatchEvent {
  readonly e: 'batch';
  readonly t: number;
  readonly host: string;
  readonly agent?: string;
  readonly agent_id?: string;
  readonly calls: readonly BatchCall[];
}

/** Something in the life of a host session, as canon's own hooks saw it. */
export interface SessionEvent {
  readonly e: 'start' | 'compact' | 'end';
  readonly t: number;
  readonly host: string;
  /** `startup`, `resume`, `clear`, `compact` of a start; why it ended, of an end. */
  readonly why?: string;
  readonly operator?: string;
  /** Absolute folder of the work tree. */
  readonly worktree?: string;
  /** The project's folder from the top of the work tree, `app/`; the empty text for the top itself. */
  readonly project?: string;
  readonly branch?: string | null;
  /** HEAD at that moment, whole. */
  readonly head?: string | null;
  /** The host's own file of the session. */
  readonly transcript?: string;
  readonly model?: string;
  /** The host session that this one goes on from: `/clear` gives the same work a new id. */
  readonly continues?: string;
}

/** Tokens that a session has used; `input` without what came from the cache. */
export interface TokenCounts {
  readonly input: number;
  readonly output: number;
  readonly cache_read: number;
  readonly cache_creation: number;
}

/**
 * A record has been written of what stands above. It holds if there is such a record: a handoff that was refused
 * after all, or killed, leaves a mark of no record.
 */
export interface RecordMark {
  readonly e: 'record';
  readonly t: number;
  /** `RT-260511-01` */
  readonly record: string;
  /** Where it is or will be, from the top of the work tree: a clone may hold several projects. */
  readonly path?: string;
  /** The id that it had in the marks above, until a push had to give it another. */
  readonly was?: string;
  /** Only calls that had ended by then are its: what came before a `/clear`, of a session that may go on. */
  readonly until?: number;
  /** What the host's transcript said the session had used by then, in all. */
  readonly tokens?: TokenCounts;
}
