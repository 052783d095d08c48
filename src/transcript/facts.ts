/** What a host's own files say of one call. Nothing of what it was given or answered is kept. */
export interface TranscriptCall {
  /** As the host's hooks name the tool, where that is known: a shell call of Codex is `Bash`. */
  readonly tool: string;
  /** Type of the subagent that made the call, if the files say it; absent for the session's own. */
  readonly agent?: string;
  /** It came to an end. Otherwise the client interrupted it, or it still runs. */
  readonly result: boolean;
  readonly failed?: true;
  /** The host fires no hook for such a call, or nobody can tell whether it did: see `hookless.ts`. */
  readonly no_hook?: true;
}

/** Tokens of a session with its subagents. `input` is without what came from the cache. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
  readonly cache_read: number;
  readonly cache_creation: number;
}

/** What the host's own files say of a session. */
export interface TranscriptFacts {
  /** The main file, absolute. */
  readonly path: string;
  /** By the host's id of the call. */
  readonly calls: ReadonlyMap<string, TranscriptCall>;
  readonly tokens: Tokens;
  /** Of the last answer in the main file. */
  readonly model?: string;
  /** Milliseconds since the epoch, of what was read. */
  readonly first?: number;
  readonly last?: number;
  /** Lines of all files. */
  readonly lines: number;
  /** Lines that may tell of a call and could not be read; a last line that is still being written is none. */
  readonly skipped: number;
}

/** Where a session's transcript may be. */
export interface TranscriptPlace {
  /** The host's id of the session. */
  readonly session: string;
  /** Its file as a payload named it: used first. */
  readonly transcript?: string;
  /** The folder that the session ran in. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home. */
  readonly home: string;
}

/** Reads the transcript of one host; undefined where there is none that may be read. */
export type TranscriptReader = (place: TranscriptPlace) => TranscriptFacts | undefined;
