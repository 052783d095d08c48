import type { Readable, Writable } from 'node:stream';

/** A point in time with the local offset it is to be written in. */
export interface Moment {
  /** Milliseconds since the Unix epoch. */
  readonly ms: number;
  /** Minutes east of UTC. */
  readonly offset: number;
}

/**
 * Everything a command knows of the world. It is passed in, so that nothing below `cli` reaches for
 * `process`, the console or the clock, and a test can stand in any of them.
 */
export interface World {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { isTTY?: boolean };
  /** Standard input is this process's own: it may be read from its descriptor, at once. */
  readonly ownsStdin?: boolean;
  readonly stdout: Writable & { isTTY?: boolean; columns?: number };
  readonly stderr: Writable & { isTTY?: boolean };
  /** The clock. `CANON_NOW` (RFC 3339 with offset) stops it, for examples and tests. */
  readonly now: () => Moment;
}
