import fc from 'fast-check';
import type { BatchEvent, CallEvent, JournalLine } from '../../src/telemetry/event.ts';

// Journals as they may be: few ids, so that many lines speak of the same call.

const time = fc.integer({ min: 1_700_000_000_000, max: 1_700_000_100_000 });
const count = fc.nat({ max: 1_000_000 });

const optional = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<
  Partial<T>
> => fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;

const callEvent = (text: fc.Arbitrary<string>): fc.Arbitrary<CallEvent> =>
  fc
    .tuple(
      fc.record({
        e: fc.constantFrom('use' as const, 'fail' as const),
        t: time,
        host: fc.constantFrom('claude-code', 'codex'),
        id: text,
        tool: text,
      }),
      optional({
        ms: count,
        agent: text,
        agent_id: text,
        in: count,
        out: count,
        paths: fc.array(text, { maxLength: 3 }),
        commits: fc.array(text, { maxLength: 2 }),
        committing: fc.constant(true as const),
      }),
    )
    .map(([needs, may]) => ({ ...needs, ...may }));

const batchEvent = (text: fc.Arbitrary<string>): fc.Arbitrary<BatchEvent> =>
  fc
    .tuple(
      fc.record({
        e: fc.constant('batch' as const),
        t: time,
        host: fc.constantFrom('claude-code', 'codex'),
        calls: fc.array(
          fc
            .tuple(
              fc.record({ id: text, tool: text }),
              optional({ failed: fc.constant(true as const), in: count, out: count }),
            )
            .map(([needs, may]) => ({ ...needs, ...may })),
          { maxLength: 4 },
        ),
      }),
      optional({ agent: text, agent_id: text }),
    )
    .map(([needs, may]) => ({ ...needs, ...may }));

/** A line that tells of calls. */
export const callLine = (text: fc.Arbitrary<string>): fc.Arbitrary<CallEvent | BatchEvent> =>
  fc.oneof(callEvent(text), batchEvent(text));

/** Any line of a journal. */
export const journalLine = (text: fc.Arbitrary<string>): fc.Arbitrary<JournalLine> =>
  fc.oneof(
    callLine(text),
    fc.record({ e: fc.constant('record' as const), t: time, record: text }),
    fc.record({ e: fc.constant('session' as const), id: text }),
    fc
      .tuple(
        fc.record({
          e: fc.constantFrom('start' as const, 'compact' as const, 'end' as const),
          t: time,
          host: text,
        }),
        optional({
          why: text,
          operator: text,
          branch: fc.option(text),
          head: fc.option(text),
          transcript: text,
        }),
      )
      .map(([needs, may]) => ({ ...needs, ...may })),
  );
