import type { Config } from '../../store/config.ts';
import type { Call } from '../../telemetry/calls.ts';
import { countCalls } from '../../telemetry/counts.ts';
import { breakdown } from '../../telemetry/invariants.ts';
import type { TranscriptFacts } from '../../transcript/index.ts';

/** What was counted of a session. Keys as in the frontmatter. */
export interface Numbers {
  readonly telemetry: 'complete' | 'partial' | 'absent';
  readonly tool_calls?: number;
  readonly tool_failures?: number;
  readonly tool_calls_breakdown?: Readonly<Record<string, number>>;
  readonly tokens?: Readonly<Record<string, number>>;
}

/**
 * Counts a session by what its transcript and its hooks say together, each call once: hosts write some calls late or
 * not at all, and hooks are not called for all of them. Complete where the transcript was there and every line of it
 * that may tell of a call could be read; of hooks alone nobody knows what they have missed.
 */
export function numbersOf(
  recorded: readonly Call[],
  transcript: TranscriptFacts | undefined,
  config: Config,
): Numbers {
  const absent = transcript === undefined && recorded.length === 0;
  if (config.telemetry === 'off' || absent) return { telemetry: 'absent' };
  const calls = new Map<string, Call>(recorded.map((call) => [call.id, call]));
  for (const [id, { tool, agent, failed }] of transcript?.calls ?? []) {
    const known = calls.get(id);
    const didFail = failed === true || known?.failed === true;
    const told = known ?? { id, tool, host: '', at: 0, seq: 0, ...(agent === undefined ? {} : { agent }) };
    calls.set(id, { ...told, failed: didFail });
  }
  const counts = countCalls(calls.values(), config);
  return {
    telemetry: transcript !== undefined && transcript.skipped === 0 ? 'complete' : 'partial',
    tool_calls: counts.calls,
    tool_failures: counts.failures,
    tool_calls_breakdown: Object.fromEntries(breakdown(counts, config)),
    ...(transcript === undefined ? {} : { tokens: { ...transcript.tokens } }),
  };
}
