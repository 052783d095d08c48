// The document of `canon resume --json` (`canon.resume/1`). Keys are snake_case like the frontmatter.

export interface ResumeWorkstream {
  readonly id: string;
  readonly title: string;
  readonly status: string | null;
  readonly priority: string | null;
  readonly tasks_done: number;
  readonly tasks_total: number;
  readonly next_task: { readonly id: string; readonly text: string } | null;
  readonly updated: string | null;
}

export interface ResumeSession {
  readonly id: string;
  readonly title: string;
  readonly operator: string | null;
  readonly created: string | null;
  readonly age_hours: number | null;
  readonly path: string;
  readonly branch: string | null;
}

export interface ResumeItem {
  readonly ref: string;
  readonly text: string;
  readonly from: string | null;
  readonly age_hours: number | null;
  /** Only where its session was imported. */
  readonly imported?: true;
  /** With `imported`: in so many imported sessions it stands. */
  readonly times?: number;
}

export interface LeftOut {
  /** The key of the list or text that was cut. */
  readonly what: string;
  readonly count: number;
  readonly unit: 'entries' | 'characters';
}

export interface ResumeTarget {
  readonly kind: 'operator' | 'session' | 'workstream';
  readonly id: string;
}

/** What was counted of a host session that nobody handed off. */
export interface ResumeCounted {
  readonly host: string;
  readonly calls: number;
  readonly failures: number;
  readonly files: readonly string[];
  readonly files_total: number;
  readonly commits: readonly string[];
  readonly branch: string | null;
  /** RFC 3339, in UTC. */
  readonly last: string;
  readonly ended: boolean;
}

export interface ResumeData {
  readonly operator: { readonly slug: string; readonly initials: string; readonly source: string } | null;
  readonly repo: {
    readonly root: string;
    readonly branch: string | null;
    readonly head: string | null;
    /** Tracked files that differ from HEAD. */
    readonly dirty: number;
  };
  readonly last_session: {
    readonly id: string;
    readonly title: string;
    readonly summary: string | null;
    readonly next_action: string | null;
    readonly resume_prompt: string | null;
    readonly created: string | null;
    readonly age_hours: number | null;
    readonly path: string;
    /** Null when HEAD's distance cannot be told: rebased, shallow, or a record without commits. */
    readonly commits_since: number | null;
    /** The session that has taken its place, where one has. */
    readonly superseded_by?: string;
    /** Only where it was imported, and so not handed off in canon. */
    readonly imported?: true;
  } | null;
  readonly own_workstreams: readonly ResumeWorkstream[];
  readonly peer_workstreams: readonly (ResumeWorkstream & { readonly owner: string | null })[];
  readonly peer_activity: readonly {
    readonly operator: string;
    readonly last_session: string;
    readonly title: string;
    readonly age_hours: number | null;
  }[];
  readonly waiting_on_me: readonly ResumeItem[];
  readonly open_questions: readonly ResumeItem[];
  /** How many things of imported sessions there are in each of those lists, shown or not; each counts once, however often it stands there. */
  readonly imported: { readonly waiting_on_me: number; readonly open_questions: number };
  readonly unclosed: readonly {
    readonly id: string | null;
    readonly operator: string | null;
    readonly claimed_at: string | null;
    readonly age_hours: number | null;
    readonly worktree: string | null;
    readonly host_session: string | null;
    readonly counted: ResumeCounted | null;
  }[];
  readonly learnings: readonly {
    readonly id: string;
    readonly title: string;
    readonly summary: string | null;
    readonly path: string;
  }[];
  readonly invariants: Readonly<
    Record<string, { readonly count: number; readonly max: number; readonly ok: boolean }>
  >;
  readonly elsewhere: readonly ResumeSession[];
  readonly candidates: readonly ResumeSession[];
  readonly legacy_unattributed: number;
  readonly target: ResumeTarget | null;
  readonly broken: readonly { readonly path: string; readonly code: string }[];
  readonly cache: { readonly hit: boolean };
  /** About how many tokens this document (or, as text, the page) takes. */
  readonly tokens: number;
  readonly left_out: readonly LeftOut[];
}
