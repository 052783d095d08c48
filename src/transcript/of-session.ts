import { readTranscript, type TranscriptFacts } from './index.ts';

/** What somebody else knows of a host session and helps to find its transcript. */
export interface SessionTraces {
  /** `claude-code` */
  readonly host: string;
  /** The host's own id. */
  readonly session: string;
  /** What hooks were told of it, in order: the last that names a file or a folder counts. */
  readonly events: readonly { readonly transcript?: string; readonly worktree?: string }[];
  /** Where it ran, if nobody told. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The host's own account of a session; undefined where none can be read. */
export function transcriptOf({
  host,
  session,
  events,
  root,
  env,
}: SessionTraces): TranscriptFacts | undefined {
  const transcript = events.findLast((event) => event.transcript !== undefined)?.transcript;
  return readTranscript(host, {
    session,
    ...(transcript === undefined ? {} : { transcript }),
    cwd: events.findLast((event) => event.worktree !== undefined)?.worktree ?? root,
    env,
    home: env['HOME'] ?? env['USERPROFILE'] ?? '',
  });
}
