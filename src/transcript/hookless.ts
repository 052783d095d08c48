// Calls that stand in a host's transcript and never reached a hook. They are told apart, not called missing: nobody
// can record them. Where it is known from: "seen" is Codex 0.169.0 itself, driven with hooks that kept their payloads;
// "PR 23757" is github.com/openai/codex/pull/23757 (since May 2026 every function tool fires the hooks, with the
// exceptions named there).

/** Items of a Codex rollout that the service runs: hosted tools (PR 23757; web search seen). */
export const CODEX_HOSTED: ReadonlySet<string> = new Set(['web_search_call', 'image_generation_call']);

/** Tools of Codex that fire no hook under their own call id. */
export const CODEX_HOOKLESS: ReadonlySet<string> = new Set([
  // Input for a command that runs: as the command ends, PostToolUse comes with the id of its `exec_command` (seen).
  'write_stdin',
  // Waits for a cell of code mode (PR 23757).
  'wait',
  // A cell of code mode. The tools that it calls fire by themselves, with ids of their own (not seen).
  'exec',
]);

/**
 * How answers of Codex begin for which PostToolUse was called (seen). A rollout does not say whether a call succeeded,
 * and an error that is told to the model calls no hook (seen: an unknown tool, arguments or a patch that do not fit, a
 * picture that is not there, a tool of a server that failed). So what cannot be told is not expected. Items that were
 * completed prove a call, too: see `codex.ts`.
 */
export const CODEX_SUCCESS: readonly RegExp[] = [
  // A command of `exec_command` that ended, whatever its code. One that still runs fires when somebody sees its end.
  /^(?:Chunk ID: \w+\n)?Wall time: [\d.]+ seconds\nProcess exited with code /,
  /^Exit code: 0\n/,
  // Tools that answer with JSON; errors are sentences.
  /^\{/,
  /^Plan updated/,
];

/** How an answer of Codex begins that is an error told to the model. */
export const CODEX_ERRORS: readonly RegExp[] = [
  /^unsupported (?:custom tool )?call: /,
  /^failed to parse function arguments/,
  /^(?:exec_command|write_stdin) failed/,
  /^apply_patch verification failed/,
  /^(?:exec command|patch|command) rejected/,
  /blocked by PreToolUse hook/,
];

/** How an answer of Codex reads that stands for none: the turn was interrupted (seen). */
export const CODEX_ABORTED = /^(?:Wall time: [\d.]+ seconds\n)?aborted by user/;

/**
 * How answers of Claude Code begin that stand for none, in `toolUseResult` and in the result itself: the user did not
 * permit the call, or interrupted it. No hook is called, PostToolBatch neither (seen: 2.1.330, interrupted; 2.1.38 has
 * two calls of one answer with one refusal). All other calls are in a batch: those that a PreToolUse hook or a rule
 * did not let pass, of tools that there are not, with arguments that do not fit (seen).
 */
export const CLAUDE_STOPPED: readonly string[] = [
  'User rejected tool use',
  "The user doesn't want to proceed with this tool use.",
  '[Request interrupted by user',
];
