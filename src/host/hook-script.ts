import script from '../../hook/hook.sh';

/** Where the hook of tool calls stands, relative to the project's root. */
export const HOOK_PATH = '.canon/hook.sh';

/**
 * What a host starts on every tool call, as `init` writes it: it keeps the call's payload in the spool. A
 * shell script, for Node alone takes ten times as long to start as the whole of it.
 */
export const HOOK_SCRIPT: string = script;
