import { formatTime } from '../../record/ids.ts';
import type { Tally } from '../../telemetry/counts.ts';
import type { SessionSummary } from '../../telemetry/summary.ts';
import { type Proof, verifyDocument } from '../../telemetry/verify.ts';
import type { Moment } from '../../world.ts';
import type { Compared } from './compared.ts';

/** Of a session that nobody has compared with anything. */
export const unproven = ({ counts }: SessionSummary): Proof => (counts.calls > 0 ? 'partial' : 'absent');

/** A session with what else is known of it. */
export interface Shown {
  readonly session: SessionSummary;
  readonly proof: Proof;
  /** Present where the host's own transcript was asked. */
  readonly compared?: Compared;
  /** Whether the calls themselves are to be told of that make a difference. */
  readonly verify: boolean;
}

/** A session as `canon telemetry --json` has it. */
export function sessionDocument(
  { session, proof, compared, verify }: Shown,
  now: Moment,
): Record<string, unknown> {
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
    tokens: compared?.tokens ?? null,
    ...(verify && compared ? { verify: verifyDocument(compared.verification) } : {}),
  };
}

const tally = ({ calls, failures, ms }: Tally): Record<string, number> => ({ calls, failures, ms });

// `fromEntries` makes own keys of any name, `__proto__` among them.
const objectOf = <V, W>(map: ReadonlyMap<string, V>, value: (one: V) => W): Record<string, W> =>
  Object.fromEntries([...map].map(([key, one]) => [key, value(one)]));
