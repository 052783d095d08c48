import { readLifecycle } from '../../host/lifecycle.ts';
import type { World } from '../../world.ts';
import type { HookCall } from './hook-call.ts';
import { parsePayload, readStdin } from './read-payload.ts';

/** Events of tool calls: `.canon/hook.sh` keeps them where there is a shell. */
const TOOL_EVENTS = new Set(['PreToolUse', 'PostToolUse', 'PostToolUseFailure', 'PostToolBatch']);

/**
 * Does what an event asks for and returns what the host is to show its agent. Never throws: what a hook
 * could not do, `canon doctor` and `canon telemetry --verify` tell.
 */
export async function runHook(world: World, call: HookCall): Promise<string> {
  try {
    const bytes = await readStdin(world);
    if (TOOL_EVENTS.has(call.event)) {
      const { keepToolEvent } = await import('./tool-event.ts');
      await keepToolEvent(world, call, bytes);
      return '';
    }
    const session = readLifecycle(parsePayload(bytes));
    if (call.event === 'SessionStart') {
      if (session === undefined) return '';
      const { sessionStart } = await import('./session-start.ts');
      return await sessionStart(world, call, session);
    }
    const { sessionLater } = await import('./session-later.ts');
    await sessionLater(world, call, session);
  } catch (error) {
    if (world.env['CANON_DEBUG']) world.stderr.write(`${String(error)}\n`);
  }
  return '';
}
