import { gitPath } from '../change/project.ts';
import type { Diagnostic } from '../fault/diagnostic.ts';
import { CanonError } from '../fault/error.ts';
import type { Project } from '../store/project.ts';
import type { CommitOwner } from '../telemetry/commit-owners.ts';
import { type Counted, UNCOUNTED } from './covered-sessions.ts';
import type { Making } from './new-session.ts';

/** The counting of a handoff, begun while git is at work. */
export interface Counting {
  /** The host sessions that it covers, by the host's own ids, the newest first; none where no host has called. */
  readonly sessions: Promise<readonly string[]>;
  /** When a hook saw the work begin that no record has, or only the one of that id, in milliseconds. */
  began(own?: string): Promise<number | undefined>;
  /** Whose commits are whose, if somebody else was at work here since that time. */
  ownerOf(since: number): Promise<CommitOwner | undefined>;
  /** What they come to for a record, marked as its own. */
  finish(record: string): Promise<{ readonly counted: Counted; readonly diagnostics: readonly Diagnostic[] }>;
}

const NOTHING: Counting = {
  sessions: Promise.resolve([]),
  began: () => Promise.resolve(undefined),
  ownerOf: () => Promise.resolve(undefined),
  finish: () => Promise.resolve({ counted: UNCOUNTED, diagnostics: [] }),
};

/**
 * Step 2: what hooks have kept is folded, and counted once the record has its id. What goes wrong here is said and
 * stops nobody: a record without counts is better than none.
 */
export function startCounting(project: Project, { world, tools }: Pick<Making, 'world' | 'tools'>): Counting {
  const { host } = tools;
  if (host === undefined) return NOTHING;
  if (project.config.telemetry === 'off') return { ...NOTHING, sessions: Promise.resolve([host.id]) };
  const loaded = import('./covered-sessions.ts');
  const folded = tools.fold?.() ?? Promise.resolve([]);
  const known = loaded.then(({ coveredSessions }) => coveredSessions(project, host)).catch(() => []);
  folded.catch(() => {});
  return {
    sessions: known.then((all) => [...new Set([host.id, ...all.map(({ id }) => id)])]),
    async began(own) {
      const path = own === undefined ? undefined : gitPath(project, project.layout.pathFor('session', own));
      return (await loaded).beganAt(await known, path);
    },
    async ownerOf(since) {
      // What the last commands were is known when all is folded.
      await folded.catch(() => {});
      const [{ coveredSessions }, { commitOwners }] = await Promise.all([
        loaded,
        import('../telemetry/commit-owners.ts'),
      ]);
      const own = await coveredSessions(project, host);
      return commitOwners(
        project,
        own.map(({ id, journal }) => ({ id, calls: journal.calls })),
        since,
      );
    },
    async finish(record) {
      try {
        const diagnostics = await folded;
        const { countAndMark } = await loaded;
        return { counted: await countAndMark(project, world, host, record), diagnostics };
      } catch (error) {
        const reason = error instanceof CanonError ? error.code : String(error);
        return {
          counted: UNCOUNTED,
          diagnostics: [{ code: 'telemetry-failed', severity: 'warning', args: { reason } }],
        };
      }
    },
  };
}
