import type { Project } from '../../store/project.ts';
import { joinLines, type Mark } from '../../telemetry/calls.ts';
import type { TokenCounts } from '../../telemetry/event.ts';
import { readJournal } from '../../telemetry/journal.ts';
import type { SessionSummary } from '../../telemetry/summary.ts';
import { compare, type Verification } from '../../telemetry/verify.ts';
import { transcriptOf } from '../../transcript/of-session.ts';
import type { World } from '../../world.ts';

/** A session held against what its host wrote of it. */
export interface Compared {
  readonly verification: Verification;
  /** What the whole host session has used; undefined where no transcript says it. */
  readonly tokens: TokenCounts | undefined;
}

/** A session, and the record that it is asked about. */
type Asked = Pick<SessionSummary, 'host' | 'hostSession'> & Partial<Pick<SessionSummary, 'record'>>;

/** Compares all that was recorded of a host session with the host's own transcript. */
export function compared(
  project: Pick<Project, 'local' | 'root'>,
  { env }: Pick<World, 'env'>,
  { host, hostSession: session, record = null }: Asked,
  ofRecord = false,
): Compared {
  const { calls, events, marks } = joinLines(readJournal(project, session));
  const transcript = transcriptOf({ host, session, events, root: project.root, env });
  // A mark alone is of a handoff that nothing was counted for.
  const verification = compare(calls, transcript, calls.length > 0 || events.length > 0);
  const tokens = ofRecord ? tokensOf(marks, record) : transcript?.tokens;
  return { verification, tokens };
}

/** What a record's part of a session has used: from the mark before it to its own. */
function tokensOf(marks: readonly Mark[], record: string | null): TokenCounts | undefined {
  const at = marks.findLastIndex((mark) => mark.record === record && mark.tokens !== undefined);
  const own = marks[at]?.tokens;
  if (own === undefined) return undefined;
  const before = marks.slice(0, at).findLast((mark) => mark.record !== record && mark.tokens)?.tokens;
  return {
    input: own.input - (before?.input ?? 0),
    output: own.output - (before?.output ?? 0),
    cache_read: own.cache_read - (before?.cache_read ?? 0),
    cache_creation: own.cache_creation - (before?.cache_creation ?? 0),
  };
}
