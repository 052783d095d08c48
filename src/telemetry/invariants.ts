import type { Config, Invariant } from '../store/config.ts';
import type { Call } from './calls.ts';
import { type Counts, sorted } from './counts.ts';
import { anyGlob } from '../text/glob.ts';
import { foldedName } from './tool-names.ts';

/** How an invariant stands. */
export interface Held {
  readonly count: number;
  readonly max: number;
  readonly ok: boolean;
  readonly mode: Invariant['mode'];
}

/** Each invariant's counter: the calls of every counted name that one of its globs matches. */
export function checkInvariants(
  counts: Pick<Counts, 'folded'>,
  config: Pick<Config, 'invariants'>,
): Map<string, Held> {
  return new Map(
    config.invariants.map(({ name, tools, max, mode }) => {
      const matches = anyGlob(tools);
      let count = 0;
      for (const [key, calls] of counts.folded) if (matches(key)) count += calls;
      return [name, { count, max, ok: count <= max, mode }];
    }),
  );
}

/**
 * What a record says of its calls: how many by counted name, and every invariant's counter, zero included, under the
 * invariant's name. An invariant that is called like a counted name stands for it.
 */
export function breakdown(
  counts: Pick<Counts, 'folded'>,
  config: Pick<Config, 'invariants'>,
): Map<string, number> {
  const found = new Map(counts.folded);
  for (const [name, { count }] of checkInvariants(counts, config)) found.set(name, count);
  return sorted(found, (count) => count);
}

/** An invariant that does not hold, and what broke it. */
export interface Violation extends Held {
  readonly name: string;
  /** Counted names that were called. */
  readonly folded: readonly string[];
  /** The tools themselves, with their calls: the most often called first. */
  readonly tools: readonly (readonly [tool: string, calls: number])[];
  /** The call that ended first. */
  readonly first: Call;
}

/** Every invariant that these calls break. */
export function violations(
  calls: readonly Call[],
  config: Pick<Config, 'fold_tools' | 'invariants'>,
): Violation[] {
  const names = foldedCalls(calls, config);
  return config.invariants.flatMap(({ name, tools, max, mode }) => {
    const matches = anyGlob(tools);
    const those = [...names].filter(([key]) => matches(key));
    const [begin] = those;
    const count = those.reduce((sum, [, { calls: some }]) => sum + some, 0);
    if (begin === undefined || count <= max) return [];
    const earlier = (a: Call, b: Call): Call => (b.at < a.at || (b.at === a.at && b.seq < a.seq) ? b : a);
    const called = new Map(those.flatMap(([, { tools: byTool }]) => [...byTool]));
    return [
      {
        name,
        count,
        max,
        ok: false,
        mode,
        folded: [...sorted(new Map(those), ({ calls: some }) => some).keys()],
        tools: [...sorted(called, (some) => some)],
        first: those.reduce((first, [, one]) => earlier(first, one.first), begin[1].first),
      },
    ];
  });
}

/** The calls of one counted name. */
interface Named {
  calls: number;
  first: Call;
  readonly tools: Map<string, number>;
}

// Hundreds of limits are held against the few names that there are, not against every call.
function foldedCalls(calls: readonly Call[], config: Pick<Config, 'fold_tools'>): Map<string, Named> {
  const names = new Map<string, Named>();
  for (const call of calls) {
    const key = foldedName(call.tool, config.fold_tools);
    let one = names.get(key);
    if (one === undefined) names.set(key, (one = { calls: 0, first: call, tools: new Map() }));
    one.calls += 1;
    if (call.at < one.first.at) one.first = call;
    one.tools.set(call.tool, (one.tools.get(call.tool) ?? 0) + 1);
  }
  return names;
}
