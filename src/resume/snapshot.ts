import type { ResumeTarget } from './data.ts';

/** A session as the dashboard mentions it. Texts are already safe to print. */
export interface SessionRef {
  readonly id: string;
  readonly title: string;
  readonly operator: string | null;
  /** As written in the record; null where it says nothing. */
  readonly created: string | null;
  readonly path: string;
  readonly branch: string | null;
  /** Made of what machines recorded. */
  readonly auto: boolean;
  /** Written, but not handed off in canon. */
  readonly imported: boolean;
}

/** Why HEAD's distance from a handoff is not a number. */
export type Unmeasured = 'no-head' | 'unreachable' | 'no-commit';

/** The session that is resumed, with what its file says about going on. */
export interface LastSession extends SessionRef {
  readonly summary: string | null;
  readonly nextAction: string | null;
  readonly resumePrompt: string | null;
  readonly workstream: string | null;
  /** The session that has taken its place; its resume prompt is then left out. */
  readonly supersededBy?: string;
  /** Commits on HEAD since the handoff, canon's own not counted; null with `unmeasured`. */
  readonly commitsSince: number | null;
  readonly unmeasured: Unmeasured | null;
}

export interface TaskRef {
  readonly id: string;
  readonly text: string;
}

export interface WorkstreamFacts {
  readonly id: string;
  readonly title: string;
  readonly status: string | null;
  readonly priority: string | null;
  readonly owner: string | null;
  readonly done: number;
  readonly total: number;
  readonly next: TaskRef | null;
  /** Time of the newest session that names it, else its own `created`. */
  readonly updated: string | null;
  /** What it waits for and is not done. */
  readonly blockedBy: readonly string[];
}

/** Something that waits on a person, or a question that is open. */
export interface ItemFacts {
  /** `SK-260511-02#w1` */
  readonly ref: string;
  readonly text: string;
  /** Operator slug of whoever wrote it down. */
  readonly from: string | null;
  readonly created: string | null;
  /** Of an imported session: in so many of those it stands. */
  readonly times?: number;
}

/** A session that was begun and never handed off: an id that no record has, a host session, or both. */
export interface UnclosedFacts {
  readonly id: string | null;
  readonly operator: string | null;
  readonly claimedAt: string | null;
  readonly worktree: string | null;
  readonly hostSession: string | null;
  /** What its journal tells; null for a claim that no host session stands behind. */
  readonly counted: CountedFacts | null;
}

/** What was counted of a host session and stands in no record. */
export interface CountedFacts {
  readonly host: string;
  readonly calls: number;
  readonly failures: number;
  /** Files it touched; of many the first. */
  readonly files: Some<string>;
  readonly commits: readonly string[];
  readonly branch: string | null;
  /** Host sessions that go on from it after a `/clear`. */
  readonly goesOnIn: readonly string[];
  /** When something was last heard of it or of those, in milliseconds since the epoch. */
  readonly last: number;
  readonly ended: boolean;
}

export interface LearningFacts {
  readonly id: string;
  readonly title: string;
  readonly summary: string | null;
  readonly path: string;
  /** A date; on that day it is shown for the last time. */
  readonly expires: string | null;
}

/** A list cut to what a dashboard can use, and how many there were. */
export interface Some<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** An invariant in the last session. */
export interface InvariantFacts {
  readonly count: number;
  readonly max: number;
  readonly ok: boolean;
}

export interface BrokenFacts {
  readonly path: string;
  readonly code: string;
  readonly line: number | null;
}

/**
 * What a dashboard is made of, without anything that changes with the clock: ages are computed when it is
 * shown, so that it can be kept and is true as long as its stamp is. Plain JSON; texts are safe to print.
 */
export interface Snapshot {
  readonly last: LastSession | null;
  readonly candidates: Some<SessionRef>;
  readonly own: Some<WorkstreamFacts>;
  readonly peers: Some<WorkstreamFacts>;
  /** The newest session of every other operator. */
  readonly activity: Some<SessionRef>;
  readonly waiting: Some<ItemFacts>;
  readonly questions: Some<ItemFacts>;
  /** What imported sessions have left: shown behind those, few of it, and counted. */
  readonly waitingImported: Some<ItemFacts>;
  readonly questionsImported: Some<ItemFacts>;
  readonly unclosed: Some<UnclosedFacts>;
  readonly learnings: Some<LearningFacts>;
  readonly elsewhere: Some<SessionRef>;
  readonly legacyUnattributed: number;
  readonly broken: Some<BrokenFacts>;
  /** Invariants of the configuration as the last session has counted them. */
  readonly invariants: Readonly<Record<string, InvariantFacts>>;
  /** Sessions that are readable, by anybody. */
  readonly sessions: number;
  /** Names of operators by slug. */
  readonly names: Readonly<Record<string, string>>;
}

/** What a dashboard is drawn from, and whose and what it is. */
export interface Gathered {
  readonly snapshot: Snapshot;
  readonly subject: string | null;
  readonly target: ResumeTarget | null;
}
