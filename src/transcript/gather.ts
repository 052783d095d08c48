import type { Tokens, TranscriptCall, TranscriptFacts } from './facts.ts';
import { time } from './json.ts';
import { BUDGET } from './lines.ts';

/** More calls or answers than this has no session; a file made to fill the memory has. */
const MOST = 250_000;

/** A call while its files are read. */
export interface OpenCall extends Outcome {
  tool: string;
  readonly agentId: string | undefined;
}

/** What is known of a session so far. */
export interface Gathered {
  readonly calls: Map<string, OpenCall>;
  /** Results of calls that have not been seen. */
  readonly early: Map<string, Outcome>;
  model: string | undefined;
  first: number | undefined;
  last: number | undefined;
  lines: number;
  skipped: number;
  /** Bytes that may still be read. */
  budget: number;
}

export const gathering = (): Gathered => ({
  calls: new Map(),
  early: new Map(),
  model: undefined,
  first: undefined,
  last: undefined,
  lines: 0,
  skipped: 0,
  budget: BUDGET,
});

/** The call of that id, made if there is none yet; undefined when there are too many. */
export function callOf(all: Gathered, id: string, tool: string, agentId?: string): OpenCall | undefined {
  const known = all.calls.get(id);
  if (known !== undefined) return known;
  if (all.calls.size >= MOST) {
    all.skipped += 1;
    return undefined;
  }
  const call = { tool, agentId, ...NO_RESULT, ...all.early.get(id) };
  all.early.delete(id);
  all.calls.set(id, call);
  return call;
}

/** How a call came to its end. */
export interface Outcome {
  result: boolean;
  failed: boolean;
  noHook: boolean;
  /** It ended in a way for which hooks are called. Only where an answer alone does not tell. */
  proven: boolean;
}

const NO_RESULT: Outcome = { result: false, failed: false, noHook: false, proven: false };

/** Where the outcome of that call is to be noted: the call, or a place for one that is told of later. */
export function outcomeOf(all: Gathered, id: string): Outcome {
  const known = all.calls.get(id) ?? all.early.get(id);
  if (known !== undefined) return known;
  const outcome = { ...NO_RESULT };
  if (all.early.size < MOST) all.early.set(id, outcome);
  else all.skipped += 1;
  return outcome;
}

/** Counts the time of a line into those of the session. */
export function atTime(all: Gathered, timestamp: unknown): void {
  const ms = time(timestamp);
  if (ms === undefined) return;
  all.first = Math.min(all.first ?? ms, ms);
  all.last = Math.max(all.last ?? ms, ms);
}

/** The usage of answers, each once, at its largest. */
export interface Usage {
  add(key: string, tokens: Tokens): boolean;
  sum(): Tokens;
}

export const NO_TOKENS: Tokens = { input: 0, output: 0, cache_read: 0, cache_creation: 0 };

/** Tokens that come several times for one answer, sometimes differing: each number counts once, at its largest. */
export function usageByKey(): Usage {
  const all = new Map<string, Tokens>();
  return {
    add(key, tokens) {
      const known = all.get(key);
      if (known === undefined && all.size >= MOST) return false;
      all.set(key, known === undefined ? tokens : combine(known, tokens, Math.max));
      return true;
    },
    sum: () => [...all.values()].reduce((sum, one) => addTokens(sum, one), NO_TOKENS),
  };
}

/** Both together; or, with -1, the first without the second. */
export const addTokens = (a: Tokens, b: Tokens, sign: 1 | -1 = 1): Tokens =>
  combine(a, b, (one, other) => Math.max(0, one + sign * other));

const combine = (a: Tokens, b: Tokens, with_: (a: number, b: number) => number): Tokens => ({
  input: with_(a.input, b.input),
  output: with_(a.output, b.output),
  cache_read: with_(a.cache_read, b.cache_read),
  cache_creation: with_(a.cache_creation, b.cache_creation),
});

/**
 * What was gathered, as it is passed on.
 *
 * @param how `proof`: hooks are not called for all that has an answer, so those calls were told to hooks that are proven
 */
export function factsOf(
  path: string,
  all: Gathered,
  tokens: Tokens,
  how: { readonly agentOf: (agentId: string) => string | undefined; readonly proof: boolean },
): TranscriptFacts {
  const calls = new Map<string, TranscriptCall>();
  for (const [id, call] of all.calls) {
    const agent = call.agentId === undefined ? undefined : how.agentOf(call.agentId);
    const silent = call.noHook || (how.proof && call.result && !call.proven);
    calls.set(id, {
      tool: call.tool,
      ...(agent === undefined ? {} : { agent }),
      result: call.result,
      ...(call.failed ? { failed: true } : {}),
      ...(silent ? { no_hook: true } : {}),
    });
  }
  return {
    path,
    calls,
    tokens,
    ...(all.model === undefined ? {} : { model: all.model }),
    ...(all.first === undefined ? {} : { first: all.first }),
    ...(all.last === undefined ? {} : { last: all.last }),
    lines: all.lines,
    skipped: all.skipped,
  };
}
