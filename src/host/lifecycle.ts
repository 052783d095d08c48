import { safeLine } from '../text/safe.ts';

/** What a host tells of the life of a session, and of nothing else. */
export interface Lifecycle {
  /** The host's own id of the session. */
  readonly session: string;
  /** Why it started or ended: `startup`, `resume`, `clear`, `compact`; `other`, `logout`. */
  readonly why?: string;
  readonly transcript?: string;
  readonly model?: string;
}

const LONGEST_ID = 200;
const LONGEST_PATH = 4096;

/**
 * What a payload of SessionStart, PreCompact, Stop or SessionEnd says of its session; undefined where it names
 * none. Claude Code's and Codex's have the same keys (seen with 2.1.330 and 0.169.0).
 */
export function readLifecycle(payload: unknown): Lifecycle | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const at = (key: string, most: number): string | undefined => {
    const value = Object.hasOwn(payload, key) ? (payload as Record<string, unknown>)[key] : undefined;
    if (typeof value !== 'string' || value === '' || value.length > most) return undefined;
    // A name goes into lists and messages: one line, nothing that steers a terminal.
    return safeLine(value) === value ? value : undefined;
  };
  const session = at('session_id', LONGEST_ID);
  if (session === undefined) return undefined;
  const why = at('source', 40) ?? at('trigger', 40) ?? at('reason', 40);
  const transcript = at('transcript_path', LONGEST_PATH);
  const model = at('model', LONGEST_ID);
  return {
    session,
    ...(why === undefined ? {} : { why }),
    ...(transcript === undefined ? {} : { transcript }),
    ...(model === undefined ? {} : { model }),
  };
}
