import { formatTime } from '../../record/ids.ts';
import type { Tally } from '../../telemetry/counts.ts';
import type { SessionSummary } from '../../telemetry/summary.ts';
import type { Moment } from '../../world.ts';

/**
 * Whether the counts are all there is: compared with the host's transcript and the same, recorded but not (yet)
 * compared, or not recorded at all.
 */
export type Proof = 'complete' | 'partial' | 'absent';

/** Of a session that nobody has compared with anything. */
export const unproven = ({ counts }: SessionSummary): Proof => (counts.calls > 0 ? 'partial' : 'absent');

/** A session with what else is known of it. */
export interface Shown {
  readonly session: SessionSummary;
  readonly proof: Proof;
}

/** A session as `canon telemetry --json` has it. */
export function sessionDocument({ session, proof }: Shown, now: Moment): Record<string, unknown> {
  const { counts } = session;
  const time = (ms: number | undefined): string | null =>
    ms === undefined ? null : formatTime({ ms, offset: now.offset });
  return {
    host: session.host,
    host_session: session.hostSession,
    operator: session.operator ?? null,
    record: session.record,
    records: session.records,
    unclosed: session.unclosed,
    telemetry: proof,
    first: time(counts.first),
    last: time(counts.last),
    calls: counts.calls,
    failures: counts.failures,
    duration_ms: counts.ms,
    by_tool: objectOf(counts.byTool, tally),
    by_agent: objectOf(counts.byAgent, tally),
    folded: objectOf(counts.folded, (calls) => calls),
    invariants: objectOf(session.invariants, ({ count, max, ok, mode }) => ({ count, max, ok, mode })),
    tokens: null,
  };
}

const tally = ({ calls, failures, ms }: Tally): Record<string, number> => ({ calls, failures, ms });

// `fromEntries` makes own keys of any name, `__proto__` among them.
const objectOf = <V, W>(map: ReadonlyMap<string, V>, value: (one: V) => W): Record<string, W> =>
  Object.fromEntries([...map].map(([key, one]) => [key, value(one)]));
