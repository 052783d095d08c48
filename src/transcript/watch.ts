import type { Bag } from './json.ts';

/** Is told of the lines of a transcript while its calls are read: one pass for both. */
export interface Watch {
  /** Whether a line is worth parsing that need not tell of a call. */
  wants(line: Buffer): boolean;
  /** A line of the session's own, parsed; copies of another session's are left out. `agentId`: of a subagent's file. */
  line(line: Bag, agentId: string | undefined): void;
  /** All bytes of all files, in the order in which they are read. */
  bytes?(bytes: Buffer): void;
}

/** What `eachLine` is told of it. */
export const watching = (watch: Watch | undefined): { onBytes?: (bytes: Buffer) => void } =>
  watch?.bytes === undefined ? {} : { onBytes: (bytes) => watch.bytes?.(bytes) };
