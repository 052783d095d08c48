import type { Config } from '../store/config.ts';
import type { Call } from './calls.ts';
import { foldedName } from './tool-names.ts';

export interface Tally {
  readonly calls: number;
  readonly failures: number;
  /** Milliseconds, of those calls that say how long they took. */
  readonly ms: number;
}

/** How often, by what and by whom. Names are those of the payloads: not to be made keys of plain objects. */
export interface Counts extends Tally {
  /** Start of the first call and end of the last, in milliseconds since the epoch. */
  readonly first?: number;
  readonly last?: number;
  readonly byTool: ReadonlyMap<string, Tally>;
  /** By type of subagent; `main` is the session itself. */
  readonly byAgent: ReadonlyMap<string, Tally>;
  /** Calls by the name they are counted under. */
  readonly folded: ReadonlyMap<string, number>;
}

/** The session's own calls among those of agents. */
export const MAIN = 'main';

/** Counts calls. Every map begins with what was called most often; names decide where it was the same. */
export function countCalls(calls: Iterable<Call>, config: Pick<Config, 'fold_tools'>): Counts {
  const total = newTally();
  const byTool = new Map<string, Sum>();
  const byAgent = new Map<string, Sum>();
  let first: number | undefined;
  let last: number | undefined;
  for (const call of calls) {
    for (const tally of [total, tallyIn(byTool, call.tool), tallyIn(byAgent, call.agent ?? MAIN)]) {
      tally.calls += 1;
      if (call.failed) tally.failures += 1;
      tally.ms += call.ms ?? 0;
    }
    first = Math.min(first ?? Number.POSITIVE_INFINITY, inDate(call.at - (call.ms ?? 0)));
    last = Math.max(last ?? Number.NEGATIVE_INFINITY, inDate(call.at));
  }
  const folded = new Map<string, number>();
  for (const [tool, { calls: count }] of byTool) {
    const key = foldedName(tool, config.fold_tools);
    folded.set(key, (folded.get(key) ?? 0) + count);
  }
  return {
    ...total,
    ...(first === undefined || last === undefined ? {} : { first, last }),
    byTool: sorted(byTool, ({ calls: count }) => count),
    byAgent: sorted(byAgent, ({ calls: count }) => count),
    folded: sorted(folded, (count) => count),
  };
}

/** What a Date can hold, with room for the offset of a zone. */
const LATEST = 8.6e15;

const inDate = (ms: number): number => Math.min(Math.max(ms, -LATEST), LATEST);

type Sum = { -readonly [K in keyof Tally]: Tally[K] };

const newTally = (): Sum => ({ calls: 0, failures: 0, ms: 0 });

function tallyIn(map: Map<string, Sum>, key: string): Sum {
  let tally = map.get(key);
  if (tally === undefined) map.set(key, (tally = newTally()));
  return tally;
}

/** By count, the highest first, then by name. */
export function sorted<V>(map: ReadonlyMap<string, V>, count: (value: V) => number): Map<string, V> {
  return new Map([...map].toSorted(([a, one], [b, other]) => count(other) - count(one) || (a < b ? -1 : 1)));
}
