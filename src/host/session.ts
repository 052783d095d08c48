/** An agent session that a command runs in. */
export interface HostSession {
  /** `claude-code` */
  readonly host: string;
  /** The host's own id of the session. */
  readonly id: string;
}

// The variables that hosts set for the commands they run. An id is a name in a record: no more than that.
const VARIABLES: readonly (readonly [host: string, variable: string])[] = [
  ['claude-code', 'CLAUDE_CODE_SESSION_ID'],
  ['codex', 'CODEX_SESSION_ID'],
];

/** The agent session that this command runs in, as far as the host's environment says it. */
export function hostSession(env: Readonly<Record<string, string | undefined>>): HostSession | undefined {
  for (const [host, variable] of VARIABLES) {
    const id = env[variable];
    if (id !== undefined && /^[\w.:-]{1,128}$/.test(id)) return { host, id };
  }
  return undefined;
}
