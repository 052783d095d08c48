/** How a host called canon. */
export interface HookCall {
  /** The host's name of the event: `SessionStart`. */
  readonly event: string;
  /** `claude-code`, `codex` */
  readonly host: string;
}
