import { expect } from 'vitest';
import type { SkillPlace } from './skills.ts';

/** One session of `canon telemetry --json`, as far as the tests look. */
export interface CountedSession {
  readonly host: string;
  readonly host_session: string;
  readonly record: string | null;
  readonly calls: number;
  readonly failures: number;
  readonly by_tool: Readonly<Record<string, { calls: number; failures: number; ms: number }>>;
  readonly by_agent: Readonly<Record<string, { calls: number; failures: number; ms: number }>>;
  readonly folded: Readonly<Record<string, number>>;
  readonly invariants: Readonly<Record<string, { count: number; max: number; ok: boolean }>>;
  readonly verify?: {
    readonly transcript: string | null;
    readonly recorded: number;
    readonly in_transcript: number;
    readonly missing: readonly string[];
    readonly surplus: readonly string[];
    readonly unfinished: readonly string[];
    readonly no_hook: readonly string[];
    readonly proof: string;
  };
}

/** A call that a model made, whoever played it. */
interface Made {
  readonly tool: string;
}

/** What `canon telemetry` tells when it is asked in this way. */
async function told(place: SkillPlace, ...args: string[]): Promise<readonly CountedSession[]> {
  const ran = await place.box.canon(place.repo, ['telemetry', '--json', ...args]);
  const { data } = JSON.parse(ran.stdout) as { data: { sessions: readonly CountedSession[] } | null };
  if (!data) throw new Error(`canon telemetry failed: ${ran.stdout}${ran.stderr}`);
  return data.sessions;
}

/** What it has counted of every session of the clone. */
export const countedAll = (place: SkillPlace, ...args: string[]): Promise<readonly CountedSession[]> =>
  told(place, '--all', ...args);

/** What it has counted of one session. */
export async function counted(
  place: SkillPlace,
  session: string,
  ...args: string[]
): Promise<CountedSession> {
  const sessions = await told(place, session, ...args);
  expect(sessions.map(({ host_session }) => host_session)).toEqual([session]);
  return sessions[0]!;
}

/** How many calls of each tool a model made. */
export function tally(calls: readonly Made[]): Record<string, number> {
  const tools: Record<string, number> = {};
  for (const { tool } of calls) tools[tool] = (tools[tool] ?? 0) + 1;
  return tools;
}

/** The same, of what canon counted. */
export const callsByTool = (session: CountedSession): Record<string, number> =>
  Object.fromEntries(Object.entries(session.by_tool).map(([tool, { calls }]) => [tool, calls]));
