import type { NotCommitted } from '../change/result.ts';
import type { Diagnostic } from '../fault/diagnostic.ts';
import type { Who } from '../identity/whoami.ts';
import type { Held } from '../telemetry/held.ts';
import type { Item } from '../work/row.ts';
import type { Telemetry } from './compose.ts';
import type { AskOperator } from './confirm.ts';

/** What a handoff was asked to do: the command line, parsed. */
export interface HandoffRequest {
  /** File, or `-` for standard input. */
  readonly draft?: string | undefined;
  readonly quick?: string | undefined;
  readonly id?: string | undefined;
  readonly amend?: string | undefined;
  readonly operator?: string | undefined;
  readonly dryRun: boolean;
  readonly commit: boolean;
  readonly push: boolean;
  /** Fingerprints. */
  readonly allowSecrets: readonly string[];
}

/** The agent session that the handoff closes. */
export interface HostSession {
  readonly host: string;
  readonly id: string;
}

/** What other rooms, joined by the top floor, do for a handoff. */
export interface HandoffTools {
  /** Present where a person can answer. */
  readonly ask?: AskOperator | undefined;
  readonly host?: HostSession | undefined;
  /** Step 2: folds what hooks have kept, and says what could not be. */
  readonly fold?: (() => Promise<readonly Diagnostic[]>) | undefined;
  /** Says what takes so long. */
  readonly say?: ((what: string) => void) | undefined;
}

/** What became of the push. */
export interface PushOutcome {
  readonly pushed: boolean;
  /** `origin/main`, where one is known. */
  readonly to?: string;
}

/** What a handoff would do: the `plan` of `--dry-run`. */
export interface HandoffPlan {
  readonly commit: {
    readonly subject: string;
    readonly trailers: readonly (readonly [string, string])[];
    /** It would take the place of the commit that it corrects. */
    readonly amends: boolean;
  };
  readonly files: readonly {
    /** Relative to the project's root. */
    readonly path: string;
    readonly action: 'create' | 'update' | 'remove';
    /** Made from the records: an index page, a Session Log. */
    readonly derived: boolean;
    /** The whole file as it would be committed; null where it goes. */
    readonly text: string | null;
  }[];
  readonly skipped: readonly { readonly path: string; readonly why: string }[];
}

/** What a handoff came to. */
export interface HandoffResult {
  readonly id: string;
  /** Relative to the project's root. */
  readonly path: string;
  readonly title: string;
  readonly who: Who;
  readonly commit: string | null;
  readonly notCommitted?: NotCommitted | 'invariant';
  readonly push: PushOutcome;
  readonly telemetry: Telemetry;
  /** Every invariant of the configuration, as the record has counted it; none where nothing was counted. */
  readonly invariants: Readonly<Record<string, Held>>;
  /** Commits that the session covers. */
  readonly commits: number;
  /** Open items of its Waiting On. */
  readonly waiting: readonly Item[];
  readonly leftAlone: readonly string[];
  readonly plan?: HandoffPlan;
  readonly diagnostics: readonly Diagnostic[];
  readonly exit: 0 | 1;
}
