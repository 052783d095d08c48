/** How much of a session's calls was recorded: all, some, or nobody looked. */
export type Coverage = 'complete' | 'partial' | 'none';

/** What a session's record says of its tool calls, as far as it can be believed. */
export interface Counted {
  readonly coverage: Coverage;
  /** Null where nothing was counted. */
  readonly calls: number | null;
  readonly failures: number;
}

/** Above this it is no count, and sums of it would be no numbers. */
const MOST = 1e9;

const countOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST ? value : undefined;

type Data = Readonly<Record<string, unknown>>;

const own = (data: Data, key: string): unknown => (Object.hasOwn(data, key) ? data[key] : undefined);

/** Reads the counts of a session's frontmatter, which anybody may have written. */
export function countedIn(data: Data): Counted {
  const calls = countOf(own(data, 'tool_calls')) ?? null;
  const failures = Math.min(countOf(own(data, 'tool_failures')) ?? 0, calls ?? 0);
  const written = own(data, 'telemetry');
  return { coverage: written === 'complete' || written === 'partial' ? written : 'none', calls, failures };
}

/** Tells each counted name with its calls, the counters of invariants among them. There may be very many. */
export function eachCount(data: Data, tell: (name: string, calls: number) => void): void {
  const breakdown = breakdownOf(data) ?? {};
  for (const name of Object.keys(breakdown)) {
    const calls = countOf(breakdown[name]);
    if (calls !== undefined) tell(name, calls);
  }
}

/** What one name has counted; undefined where it was not counted. */
export function counterIn(data: Data, name: string): number | undefined {
  const breakdown = breakdownOf(data);
  return breakdown && countOf(own(breakdown, name));
}

function breakdownOf(data: Data): Data | undefined {
  const breakdown = own(data, 'tool_calls_breakdown');
  const isMap = typeof breakdown === 'object' && breakdown !== null && !Array.isArray(breakdown);
  return isMap ? (breakdown as Data) : undefined;
}
