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

const SECOND = 1000;
/** What a command may take whose host does not say how long it took. */
const UNTOLD = 60 * SECOND;
/** The same of one that named the commit, perhaps before it went on to run tests. */
const UNTOLD_NAMED = 10 * UNTOLD;
/** Clocks of commits tell whole seconds. */
const SLACK = SECOND;
const SLACK_NAMED = 2 * SECOND;
/** As short as git writes a hash. */
const SHORT = 7;

/**
 * Tells apart whose commits are whose where several sessions were at work in one work tree; undefined where there
 * was no other. A command that named the commit, and ran when it was made, has it; else one that was committing at
 * that moment. Anybody can print the name of a commit that somebody else made before.
 * @param own host sessions, with their calls
 * @param since when the work began, in milliseconds
 */
export function commitOwners(
  project: Pick<Project, 'local' | 'root'>,
  own: readonly { readonly id: string; readonly calls: readonly Call[] }[],
  since: number,
): CommitOwner | undefined {
  const mine = new Set(own.map(({ id }) => id));
  let alone = true;
  const others: Call[] = [];
  for (const { session } of journalSessions(project, since)) {
    if (mine.has(session)) continue;
    const { calls, events } = joinLines(readJournal(project, session));
    if (events.some(({ worktree }) => (worktree ?? project.root) !== project.root)) continue;
    for (const call of calls) {
      if (call.at < since) continue;
      alone = false;
      if (makesCommits(call)) others.push(call);
    }
  }
  if (alone) return undefined;
  const ours = ledgerOf(own.flatMap(({ calls }) => calls.filter(makesCommits)));
  const theirs = ledgerOf(others);
  return ({ oid, committed }) => {
    const at = Date.parse(committed);
    if (ours.named(oid, at)) return 'own';
    if (theirs.named(oid, at)) return 'other';
    if (ours.made(at)) return 'own';
    return theirs.made(at) ? 'other' : 'nobody';
  };
}

const makesCommits = ({ commits, committing }: Call): boolean => commits !== undefined || committing === true;

/** Commits of some calls: which they named, and when they may have made one. */
interface Ledger {
  named(oid: string, at: number): boolean;
  made(at: number): boolean;
}

type Span = readonly [from: number, to: number];

const spanOf = ({ at, ms }: Call, untold: number, slack: number): Span => [
  at - (ms ?? untold) - slack,
  at + slack,
];

function ledgerOf(calls: readonly Call[]): Ledger {
  const byHash = new Map<string, { readonly hash: string; readonly span: Span }[]>();
  for (const call of calls) {
    for (const hash of call.commits ?? []) {
      if (hash.length < SHORT) continue;
      const key = hash.slice(0, SHORT);
      const one = { hash, span: spanOf(call, UNTOLD_NAMED, SLACK_NAMED) };
      const known = byHash.get(key);
      if (known) known.push(one);
      else byHash.set(key, [one]);
    }
  }
  const spans = united(
    calls.filter(({ committing }) => committing).map((call) => spanOf(call, UNTOLD, SLACK)),
  );
  return {
    named: (oid, at) =>
      byHash
        .get(oid.slice(0, SHORT))
        ?.some(({ hash, span: [from, to] }) => oid.startsWith(hash) && at >= from && at <= to) ?? false,
    made: (at) => isIn(spans, at),
  };
}

/** The same times in spans that do not overlap, in order. */
function united(spans: Span[]): Span[] {
  const all: [number, number][] = [];
  for (const [from, to] of spans.toSorted(([a], [b]) => a - b)) {
    const last = all.at(-1);
    if (last === undefined || from > last[1]) all.push([from, to]);
    else last[1] = Math.max(last[1], to);
  }
  return all;
}

function isIn(spans: readonly Span[], at: number): boolean {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.[1] ?? at) < at) low = middle + 1;
    else high = middle;
  }
  const span = spans[low];
  return span !== undefined && at >= span[0] && at <= span[1];
}
