import type { Project } from '../store/project.ts';
import { type Call, keyOf } from '../telemetry/calls.ts';
import { countCalls } from '../telemetry/counts.ts';
import type { TokenCounts } from '../telemetry/event.ts';
import { breakdown, violations } from '../telemetry/invariants.ts';
import { compare, type Proof } from '../telemetry/verify.ts';
import type { TranscriptFacts } from '../transcript/index.ts';
import { transcriptOf } from '../transcript/of-session.ts';
import type { World } from '../world.ts';
import type { Telemetry } from './compose.ts';
import { callsFor, type Counted, type CoveredSession, UNCOUNTED } from './covered-sessions.ts';
import type { HostSession } from './request.ts';

interface Seen {
  readonly session: CoveredSession;
  readonly calls: readonly Call[];
  readonly transcript: TranscriptFacts | undefined;
  readonly proof: Proof;
}

/** The numbers of a record, out of journals and the host's own transcripts; and how far the latter's tokens had come. */
export function numbersOf(
  project: Pick<Project, 'config' | 'root'>,
  world: Pick<World, 'env'>,
  host: HostSession,
  own: string,
  sessions: readonly CoveredSession[],
): { counted: Counted; tokens: Map<string, TokenCounts> } {
  const seen = sessions
    .map((session) => look(project, world, host, own, session))
    .filter(({ session, calls }) => calls.length > 0 || session.id === host.id);
  const calls = seen.flatMap((one) => one.calls);
  const tokens = new Map(
    seen.flatMap(({ session, transcript }) => (transcript ? [[session.id, transcript.tokens]] : [])),
  );
  const proof = proofOf(seen);
  if (proof === 'absent') return { counted: UNCOUNTED, tokens };
  const { config } = project;
  const counts = countCalls(calls, config);
  const model = seen.find(({ transcript }) => transcript?.model !== undefined)?.transcript?.model;
  const spent = tokensSince(seen, own);
  const telemetry: Telemetry = {
    telemetry: proof,
    host: host.host,
    host_sessions: seen.map(({ session }) => session.id).reverse(),
    ...(model === undefined ? {} : { model }),
    tool_calls: counts.calls,
    tool_failures: counts.failures,
    tool_calls_breakdown: Object.fromEntries(breakdown(counts, config)),
    ...(spent === undefined ? {} : { tokens: { ...spent } }),
  };
  const culprits = new Map(
    violations(calls, config).map(({ name, tools }) => [name, tools.map(([tool]) => tool)]),
  );
  return { counted: { telemetry, culprits }, tokens };
}

function look(
  project: Pick<Project, 'root'>,
  { env }: Pick<World, 'env'>,
  host: HostSession,
  own: string,
  session: CoveredSession,
): Seen {
  const { journal, id } = session;
  const { events } = journal;
  const transcript = transcriptOf({ host: host.host, session: id, events, root: project.root, env });
  const has = journal.calls.length > 0 || events.length > 0;
  const { proof } = compare(journal.calls, transcript, has);
  return { session, calls: callsFor(session, own), transcript, proof };
}

/** A record is as well proven as the worst of its sessions. */
function proofOf(seen: readonly Seen[]): Proof {
  const counted = seen.filter(({ proof }) => proof !== 'absent');
  if (counted.length === 0) return 'absent';
  return seen.every(({ proof }) => proof === 'complete') ? 'complete' : 'partial';
}

/** What was spent since the record before: a transcript only says how much it was in all. */
function tokensSince(seen: readonly Seen[], own: string): TokenCounts | undefined {
  const total = { input: 0, output: 0, cache_read: 0, cache_creation: 0 };
  const known = seen.filter(({ transcript }) => transcript !== undefined);
  for (const { session, transcript } of known) {
    const before = session.journal.marks.findLast(
      (mark) => keyOf(mark) !== own && session.records.has(keyOf(mark)) && mark.tokens !== undefined,
    )?.tokens;
    for (const key of Object.keys(total) as (keyof TokenCounts)[]) {
      total[key] += Math.max(0, (transcript?.tokens[key] ?? 0) - (before?.[key] ?? 0));
    }
  }
  return known.length === 0 ? undefined : total;
}
