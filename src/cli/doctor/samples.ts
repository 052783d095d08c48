import { join } from 'node:path';

/** A payload that a host might send, and what it is recognised by when it arrives. */
export interface Sample {
  readonly text: string;
  /** Of the call, where it tells of one. */
  readonly id: string;
}

/** What a hook does with a payload: keeps it in the spool, writes a line into the journal, or has the spool folded. */
export type Effect = 'kept' | 'start' | 'compact' | 'end' | 'folded';

const EFFECTS: Readonly<Record<string, Effect>> = {
  SessionStart: 'start',
  PreCompact: 'compact',
  SessionEnd: 'end',
  Stop: 'folded',
};

export const effectOf = (event: string): Effect => EFFECTS[event] ?? 'kept';

/** As in a session: it begins, calls tools, is compacted, has a turn that ends, and ends. */
const ORDER: readonly Effect[] = ['start', 'kept', 'compact', 'folded', 'end'];

export const inOrder = (a: string, b: string): number =>
  ORDER.indexOf(effectOf(a)) - ORDER.indexOf(effectOf(b));

/** A payload as the hosts send it. The session's id comes first: by that `forgetTrials` knows it, whole or torn. */
export function sampleOf(event: string, session: string, root: string): Sample {
  const id = `${session}-${event}`;
  const about = { session_id: session, cwd: root, hook_event_name: event };
  const call = { tool_name: 'Read', tool_use_id: id, tool_input: { file_path: join(root, 'sample') } };
  const text = JSON.stringify({ ...about, ...detailsOf(event, call) });
  return { text, id };
}

function detailsOf(event: string, call: object): object {
  switch (event) {
    case 'SessionStart':
      return { source: 'startup' };
    case 'PreCompact':
      return { trigger: 'manual' };
    case 'SessionEnd':
      return { reason: 'other' };
    case 'Stop':
      return { stop_hook_active: false };
    case 'PreToolUse':
      return call;
    case 'PostToolBatch':
      return { tool_calls: [{ ...call, tool_response: 'a sample' }] };
    case 'PostToolUseFailure':
      return { ...call, error: 'a sample', duration_ms: 1 };
    default:
      return { ...call, tool_response: 'a sample', duration_ms: 1 };
  }
}
