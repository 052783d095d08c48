import type { BatchEvent, CallEvent } from './event.ts';

/** What a host told a hook, as far as it is kept. */
export interface Payload {
  /** The host's id of the session. */
  readonly session: string;
  /** Undefined for what is no call: a start, a stop, a prompt. */
  readonly event: CallEvent | BatchEvent | undefined;
  /** Where the session works; what a relative name is relative to. */
  readonly cwd?: string;
  /** Files as the call names them: absolute, or relative to `cwd`. */
  readonly files?: readonly string[];
}

/**
 * Reads what a host wrote to its hook. Undefined for what can never be counted: no object, no session, a call without
 * an id.
 * @param host the name that the hook was started with
 * @param at when it was written, in milliseconds since the epoch
 */
export type PayloadReader = (host: string, payload: unknown, at: number) => Payload | undefined;
