// Calls that stand in a host's transcript and never reached a hook. They are told apart, not called missing: nobody
// can record them. Each line says where it is known from. "PR 23757" is github.com/openai/codex/pull/23757 (May 2026:
// every function tool fires the hooks; the exceptions are named there), "registry" codex-rs/core/src/tools/registry.rs
// (PostToolUse is run only for a result, not for an error that is told to the model).

/** Items of a Codex rollout that the model's own side runs: hosted tools (PR 23757). */
export const CODEX_HOSTED: ReadonlySet<string> = new Set(['web_search_call', 'image_generation_call']);

/** Items of a Codex rollout that are calls, but not known to fire: what a hook gets of them was not seen. */
export const CODEX_UNSURE: ReadonlySet<string> = new Set(['tool_search_call']);

/** Tools of Codex that fire no hook under their own call id (PR 23757). */
export const CODEX_HOOKLESS: ReadonlySet<string> = new Set([
  // Input for a command that runs: when the command ends, PostToolUse comes with the id of its `exec_command`.
  'write_stdin',
  // Waits for a cell of code mode.
  'wait',
  // A cell of code mode. The tools that it calls fire by themselves, with ids of their own.
  'exec',
]);

/** How an answer of Codex begins that is an error told to the model: no PostToolUse (registry). */
export const CODEX_ERRORS: readonly RegExp[] = [
  /^unsupported (?:custom tool )?call: /,
  /^failed to parse function arguments/,
  /^(?:exec_command|write_stdin) failed/,
  /^apply_patch verification failed/,
  /^(?:exec command|patch|command) rejected/,
  /blocked by PreToolUse hook/,
];

/** How an answer of Codex reads that stands for none: the turn was interrupted (codex-rs/core/src/tools/parallel.rs). */
export const CODEX_ABORTED = /^(?:Wall time: [\d.]+ seconds\n)?aborted by user/;

/**
 * What Claude Code notes in `toolUseResult` of a call that the user did not permit: it did not run (seen in
 * transcripts of 2.1.38: two calls of one answer, one refusal).
 */
export const CLAUDE_REFUSED: ReadonlySet<string> = new Set(['User rejected tool use']);
