import type { Config, Invariant } from '../store/config.ts';
import type { Call } from './calls.ts';
import { type Counts, sorted } from './counts.ts';
import { anyGlob, foldedName } from './tool-names.ts';

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
  return config.invariants.flatMap(({ name, tools, max, mode }) => {
    const matches = anyGlob(tools);
    const those = calls.filter((call) => matches(foldedName(call.tool, config.fold_tools)));
    const [begin] = those;
    if (begin === undefined || those.length <= max) return [];
    const byTool = new Map<string, number>();
    const folded = new Map<string, number>();
    for (const { tool } of those) {
      const key = foldedName(tool, config.fold_tools);
      byTool.set(tool, (byTool.get(tool) ?? 0) + 1);
      folded.set(key, (folded.get(key) ?? 0) + 1);
    }
    const first = those.reduce((a, b) => (b.at < a.at ? b : a), begin);
    return [
      {
        name,
        count: those.length,
        max,
        ok: false,
        mode,
        folded: [...sorted(folded, (count) => count).keys()],
        tools: [...sorted(byTool, (count) => count)],
        first,
      },
    ];
  });
}
