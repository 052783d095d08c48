import type { Project } from '../store/project.ts';
import { type Call, joinLines } from './calls.ts';
import { journalSessions, readJournal } from './journal.ts';

/** A commit as git tells of it. */
export interface MadeCommit {
  /** Whole. */
  readonly oid: string;
  /** RFC 3339. */
  readonly committed: string;
}

/** Whose command made a commit: one of these sessions, another one at work here, or nobody's that was recorded. */
export type CommitOwner = (commit: MadeCommit) => 'own' | 'other' | 'nobody';

/** Clocks of commits tell whole seconds. */
const SECOND = 1000;
/** What a command may take whose host does not say how long it took. */
const UNTOLD = 60 * SECOND;

/**
 * Tells apart whose commits are whose where several sessions were at work in one work tree; undefined where there
 * was no other. A command that named the commit it made has it; else one that was committing at that moment.
 * @param own host sessions, with their calls
 * @param since when the work began, in milliseconds
 */
export function commitOwners(
  project: Pick<Project, 'local' | 'root'>,
  own: readonly { readonly id: string; readonly calls: readonly Call[] }[],
  since: number,
): CommitOwner | undefined {
  const mine = new Set(own.map(({ id }) => id));
  const others = journalSessions(project, since)
    .filter(({ session }) => !mine.has(session))
    .map(({ session }) => joinLines(readJournal(project, session)))
    .filter(({ events }) => events.every(({ worktree }) => (worktree ?? project.root) === project.root))
    .map(({ calls }) => calls.filter(({ at }) => at >= since))
    .filter((calls) => calls.length > 0);
  if (others.length === 0) return undefined;
  const ours = own.flatMap(({ calls }) => calls);
  const theirs = others.flat();
  return (commit) => {
    if (names(ours, commit)) return 'own';
    if (names(theirs, commit)) return 'other';
    if (made(ours, commit)) return 'own';
    return made(theirs, commit) ? 'other' : 'nobody';
  };
}

const names = (calls: readonly Call[], { oid }: MadeCommit): boolean =>
  calls.some(({ commits }) => commits?.some((hash) => oid.startsWith(hash)));

const made = (calls: readonly Call[], { committed }: MadeCommit): boolean => {
  const at = Date.parse(committed);
  return calls.some(
    (call) =>
      call.committing === true && at >= call.at - (call.ms ?? UNTOLD) - SECOND && at <= call.at + SECOND,
  );
};
