/**
 * How far counts are proven. `complete`: the host's own files tell of no finished call that was not recorded.
 * `partial`: some are missing, or there are no such files to ask. `absent`: nothing was recorded at all.
 */
export type Proof = 'complete' | 'partial' | 'absent';

/** A call as people are told of it. */
export interface CallName {
  readonly id: string;
  readonly tool: string;
}

/** What has to be known of a transcript: what reads one knows more. */
export interface TranscriptView {
  readonly path: string;
  readonly calls: ReadonlyMap<string, TranscriptCallView>;
  /** Lines that may tell of a call and could not be read. */
  readonly skipped: number;
}

interface TranscriptCallView {
  readonly tool: string;
  /** It came to an end. */
  readonly result: boolean;
  /** The host fires no hook for such a call, or nobody can tell whether it did. */
  readonly no_hook?: true;
}

/** What was recorded of a session, beside what the host's own files say. */
export interface Verification {
  readonly proof: Proof;
  /** The host's file; null without one that can be read. */
  readonly transcript: string | null;
  /** Calls that were recorded. */
  readonly recorded: number;
  /** Calls in the transcript, whatever came of them. */
  readonly in_transcript: number;
  /** Calls in the transcript that should be recorded, and those that are though they need not be. */
  readonly expected: number;
  /** Expected and not recorded. */
  readonly missing: readonly CallName[];
  /** Recorded and not in the transcript. It is written late: they may come yet. */
  readonly surplus: readonly CallName[];
  /** Without a result anywhere: interrupted by the client, or still running. */
  readonly unfinished: readonly CallName[];
  /** Finished, and the host calls no hook that could have recorded them. */
  readonly no_hook: readonly CallName[];
  /** Lines of the transcript that could not be read and may tell of a call. */
  readonly skipped: number;
}

/**
 * Compares what was recorded of a session with the host's own files. Calls are compared by their ids alone: hooks
 * and transcripts do not name every tool alike.
 *
 * @param transcript undefined where there is none that can be read
 * @param journal whether there is a journal of the session, be it without calls
 */
export function compare(
  recorded: ReadonlyMap<string, { readonly tool: string }> | Iterable<CallName>,
  transcript: TranscriptView | undefined,
  journal?: boolean,
): Verification {
  const own = byId(recorded);
  const calls: TranscriptView['calls'] = transcript?.calls ?? new Map();
  const missing: CallName[] = [];
  const unfinished: CallName[] = [];
  const noHook: CallName[] = [];
  for (const [id, { tool, result, no_hook }] of calls) {
    if (own.has(id)) continue;
    if (!result) unfinished.push({ id, tool });
    else if (no_hook === true) noHook.push({ id, tool });
    else missing.push({ id, tool });
  }
  const surplus: CallName[] = [];
  if (transcript !== undefined) for (const [id, tool] of own) if (!calls.has(id)) surplus.push({ id, tool });
  const skipped = transcript?.skipped ?? 0;
  const heard = own.size > 0 || (journal ?? false);
  const whole = transcript !== undefined && missing.length === 0 && skipped === 0;
  return {
    proof: !heard ? 'absent' : whole ? 'complete' : 'partial',
    transcript: transcript?.path ?? null,
    recorded: own.size,
    in_transcript: calls.size,
    expected: calls.size - unfinished.length - noHook.length,
    missing,
    surplus,
    unfinished,
    no_hook: noHook,
    skipped,
  };
}

/** Whether `telemetry --verify` has nothing to complain of: no call is missing and none is too many. */
export const isSound = ({ missing, surplus }: Verification): boolean =>
  missing.length === 0 && surplus.length === 0;

/** A verification in `canon.telemetry/1`: calls by their ids. */
export interface VerifyDocument {
  readonly transcript: string | null;
  readonly recorded: number;
  readonly in_transcript: number;
  readonly missing: readonly string[];
  readonly surplus: readonly string[];
  readonly unfinished: readonly string[];
  readonly no_hook: readonly string[];
  readonly skipped: number;
  readonly proof: Proof;
}

export const verifyDocument = (verification: Verification): VerifyDocument => ({
  transcript: verification.transcript,
  recorded: verification.recorded,
  in_transcript: verification.in_transcript,
  missing: ids(verification.missing),
  surplus: ids(verification.surplus),
  unfinished: ids(verification.unfinished),
  no_hook: ids(verification.no_hook),
  skipped: verification.skipped,
  proof: verification.proof,
});

const ids = (calls: readonly CallName[]): readonly string[] => calls.map(({ id }) => id);

function byId(
  recorded: ReadonlyMap<string, { readonly tool: string }> | Iterable<CallName>,
): ReadonlyMap<string, string> {
  const own = new Map<string, string>();
  if (recorded instanceof Map) {
    for (const [id, { tool }] of recorded as ReadonlyMap<string, { readonly tool: string }>)
      own.set(id, tool);
  } else {
    for (const { id, tool } of recorded as Iterable<CallName>) own.set(id, tool);
  }
  return own;
}
