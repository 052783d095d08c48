import type { Moment } from '../world.ts';
import type { LeftOut, ResumeTarget } from './data.ts';
import type { Snapshot } from './snapshot.ts';

/** A dashboard of this moment: what was gathered, where and when it is looked at, and what was cut. */
export interface Page {
  readonly operator: {
    readonly slug: string;
    readonly initials: string;
    readonly name: string;
    readonly source: string;
  } | null;
  /** Whose work it is about: the operator's own, or the one's that was asked for. */
  readonly subject: string | null;
  readonly target: ResumeTarget | null;
  readonly repo: {
    readonly root: string;
    readonly branch: string | null;
    readonly head: string | null;
    readonly dirty: number;
    readonly upstream: string | null;
    /** Commits of the upstream that are not here. */
    readonly behind: number;
  };
  readonly now: Moment;
  readonly all: boolean;
  readonly hit: boolean;
  readonly facts: Snapshot;
  readonly tokens: number;
  readonly leftOut: readonly LeftOut[];
}
