import type { Claim } from '../identity/claims.ts';
import { unclosedClaims } from '../identity/unclosed.ts';
import { formatTime } from '../record/ids.ts';
import type { Project } from '../store/project.ts';
import { type UnclosedSession, unclosedSessions } from '../telemetry/unclosed.ts';
import type { Moment } from '../world.ts';
import type { Question } from './partition.ts';
import { quotedLine } from './quote.ts';
import type { CountedFacts, Some, UnclosedFacts } from './snapshot.ts';

const MANY = 20;
const FILES = 8;

/** Sessions that were begun and never handed off: ids that no record has, and host sessions with calls in none. */
export async function unclosed(
  project: Project,
  here: { has(id: string): boolean },
  { subject, all }: Pick<Question, 'subject' | 'all'>,
  now: Moment,
): Promise<Some<UnclosedFacts>> {
  const [claims, sessions] = await Promise.all([
    unclosedClaims(project, here),
    unclosedSessions(project, now.ms, all),
  ]);
  const theirs = (operator: string | undefined): boolean =>
    all || subject === undefined || operator === subject;
  const bySession = new Map(sessions.map((one) => [one.session, one]));
  const claimed = new Set(claims.map(({ hostSession }) => hostSession));
  const facts = [
    ...claims
      .filter(({ operator }) => theirs(operator))
      .map((claim) => factsOf(claim, bySession.get(claim.hostSession ?? ''))),
    ...sessions
      .filter(
        ({ session, operator }) => !claimed.has(session) && (operator === undefined || theirs(operator)),
      )
      .map((session) => factsOf(undefined, session)),
  ].sort((a, b) => ((a.claimedAt ?? '') < (b.claimedAt ?? '') ? 1 : -1));
  return { items: facts.slice(0, MANY), total: facts.length };
}

const line = (text: string | undefined, limit?: number): string | null =>
  text === undefined ? null : quotedLine(text, limit);

function factsOf(claim: Claim | undefined, session: UnclosedSession | undefined): UnclosedFacts {
  const began = session && formatTime({ ms: session.began, offset: 0 });
  return {
    id: line(claim?.id),
    operator: line(claim?.operator ?? session?.operator),
    claimedAt: line(claim?.claimedAt ?? began, 40),
    worktree: line(claim?.worktree ?? session?.worktree),
    hostSession: line(claim?.hostSession ?? session?.session),
    counted: session ? countedOf(session) : null,
  };
}

const countedOf = (session: UnclosedSession): CountedFacts => ({
  host: quotedLine(session.host, 40),
  calls: session.calls,
  failures: session.failures,
  files: {
    items: session.files.slice(0, FILES).map((path) => quotedLine(path)),
    total: session.files.length,
  },
  commits: session.commits.slice(0, MANY).map((hash) => quotedLine(hash, 40)),
  branch: line(session.branch),
  last: session.last,
  ended: session.ended,
  goesOnIn: session.goesOnIn.map((one) => quotedLine(one)),
});
