import type { Diagnostic } from '../fault/diagnostic.ts';
import type { PushOutcome } from './request.ts';

/** What became of the push, and of the session's id and commit on the way. */
export interface Pushed {
  readonly outcome: PushOutcome;
  /** The session's new id and place, where the remote had taken its own meanwhile. */
  readonly renumbered?: { readonly from: string; readonly to: string; readonly path: string };
  /** What a commit is called since it was put on top of the remote's. */
  commitNow(oid: string): string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Nothing was pushed, and nobody has to hear of it. */
export const NOT_PUSHED: Pushed = {
  outcome: { pushed: false },
  commitNow: (oid) => oid,
  diagnostics: [],
};
