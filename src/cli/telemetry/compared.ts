import type { Project } from '../../store/project.ts';
import { joinLines } from '../../telemetry/calls.ts';
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

/** Compares all that was recorded of a host session with the host's own transcript. */
export function compared(
  project: Pick<Project, 'local' | 'root'>,
  { env }: Pick<World, 'env'>,
  { host, hostSession: session }: Pick<SessionSummary, 'host' | 'hostSession'>,
): Compared {
  const { calls, events } = joinLines(readJournal(project, session));
  const transcript = transcriptOf({ host, session, events, root: project.root, env });
  return { verification: compare(calls, transcript, true), tokens: transcript?.tokens };
}
